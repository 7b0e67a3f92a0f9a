"""The page in a browser without a window: filters, the source pane, keys, paper; no error, nothing fetched."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from notice_parse.records import Extraction
from report.pages import NEW, SAMPLES, diff_file, extracted, write_page

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
FLAGS = [
    *("headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking"),
    *("disable-component-update", "disable-sync"),
]

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="Chromium and its driver are not installed")

HOSTILE = (
    "云溪市人民政府办公室关于公园的通知\n"
    "一、新建<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">公园5个。"
    "（责任单位：市建设局</script><script>document.title='owned'</script>）\n"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for flag in FLAGS:
        options.add_argument(f"--{flag}")
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('profile')}")
    options.add_argument("--window-size=1280,900")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    made = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield made
    made.quit()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens the page of a file; at the end nothing may have been complained about or fetched."""

    def open_page(*paths: Path, fragment: str = "") -> Any:
        browser.get("about:blank")
        browser.get(write_page(tmp_path, *paths).as_uri() + fragment)
        return browser

    browser.get_log("performance")
    browser.get_log("browser")
    yield open_page
    assert browser.get_log("browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [m["params"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    # The browser's own first page may still be loading; only what our page asks for counts.
    ours = (tmp_path / "report.html").as_uri()
    fetched = {held["request"]["url"].split("#")[0] for held in asked if held["documentURL"].startswith("file:")}
    assert fetched == {ours}


def _settle(browser: Any) -> None:
    """Waits for what the page does after an event, as a reset, whose fields are empty only one task later."""
    browser.execute_async_script("const done = arguments[0]; setTimeout(done, 50)")


def _visible(browser: Any) -> list[int]:
    _settle(browser)
    return list(
        browser.execute_script(
            "return [...document.querySelectorAll('[data-item]:not([hidden])')].map(a => +a.dataset.item)"
        )
    )


def _choose(browser: Any, name: str, label: str) -> None:
    browser.execute_script(
        """const select = document.querySelector(`select[name=${arguments[0]}]`);
        select.value = [...select.options].find(option => option.label.startsWith(arguments[1] + '（')).value;
        select.dispatchEvent(new Event('input', {bubbles: true}));""",
        name,
        label,
    )


def _status(browser: Any) -> str:
    _settle(browser)
    return str(browser.find_element("css selector", ".status").text)


def _tasks(extraction: Extraction) -> list[Any]:
    return [task for notice in extraction.notices for task in notice.tasks]


def test_filter_by_unit_and_role(opened: Any) -> None:
    browser = opened(NEW)
    tasks = _tasks(extracted(NEW))
    assert len(_visible(browser)) == len(tasks)
    _choose(browser, "unit", "教育局")
    expected = [at for at, task in enumerate(tasks) if any(unit.name == "教育局" for unit in task.responsible_units)]
    assert _visible(browser) == expected != []
    assert _status(browser).startswith(f"显示 {len(expected)} / {len(tasks)} 项")
    _choose(browser, "role", "牵头")
    led = [at for at in expected if any((u.name, u.role) == ("教育局", "lead") for u in tasks[at].responsible_units)]
    assert _visible(browser) == led
    assert 0 < len(led) < len(expected)


def test_filter_by_leader_section_and_words(opened: Any) -> None:
    browser = opened(NEW)
    tasks = _tasks(extracted(NEW))
    leader = tasks[0].lead_leaders[0].name
    _choose(browser, "leader", leader)
    assert _visible(browser) == [
        at for at, task in enumerate(tasks) if leader in [held.name for held in task.lead_leaders]
    ]
    browser.find_element("css selector", "button[type=reset]").click()
    assert len(_visible(browser)) == len(tasks)
    section = tasks[-1].section_path[0]
    _choose(browser, "section", section)
    assert _visible(browser) == [at for at, task in enumerate(tasks) if task.section_path[:1] == [section]]
    headings = browser.execute_script("return [...document.querySelectorAll('.group:not([hidden])')].length")
    assert headings == len({tuple(tasks[at].section_path) for at in _visible(browser)})
    browser.find_element("css selector", "button[type=reset]").click()
    _settle(browser)
    # Full-width digits in the search find half-width ones.
    browser.find_element("name", "q").send_keys("新建 ２０")
    assert 0 < len(_visible(browser)) < len(tasks)
    browser.find_element("name", "q").send_keys(" 没有这样的词")
    assert _visible(browser) == []
    assert browser.find_element("css selector", ".nothing").is_displayed()
    browser.find_element("css selector", ".again").click()
    assert len(_visible(browser)) == len(tasks)
    assert browser.switch_to.active_element.get_attribute("name") == "q"


def test_a_chip_filters_and_the_address_keeps_it(opened: Any) -> None:
    browser = opened(NEW)
    chip = browser.find_element("css selector", ".chip.lead")
    name = chip.get_attribute("data-value")
    chip.send_keys("\n")
    kept = _visible(browser)
    assert 0 < len(kept) < len(browser.find_elements("css selector", "[data-item]"))
    assert browser.find_elements("css selector", f'.chip.on[data-value="{name}"]')
    fragment = browser.execute_script("return location.hash")
    opened(NEW, fragment=fragment)
    assert _visible(browser) == kept


def test_the_source_opens_beside_the_tasks_and_closes_by_key(opened: Any) -> None:
    browser = opened(NEW)
    target = next(target for task in _tasks(extracted(NEW)) for target in task.numeric_targets)
    link = browser.find_element("css selector", ".targets a.where")
    link.send_keys("\n")
    assert browser.execute_script("return [...CSS.highlights.get('cited')].map(String).join('')") == target.text
    line = browser.switch_to.active_element
    assert line.get_attribute("id") == f"s0-L{target.span.line_start}"
    box = browser.execute_script(
        "const b = arguments[0].getBoundingClientRect(); return [b.top, b.bottom, innerHeight]", line
    )
    assert 0 < box[0] < box[1] < box[2]
    line.send_keys("\ue00c")  # Escape
    assert browser.switch_to.active_element == link
    assert not browser.find_element("css selector", "aside details").get_attribute("open")


def test_offsets_count_code_points(opened: Any, tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(
        "云溪市人民政府办公室关于公园的通知\n一、为𠮷祥里片区新建公园5个以上。（责任单位：市建设局）\n",
        encoding="utf-8",
    )
    browser = opened(path)
    browser.find_element("css selector", ".targets a.where").send_keys("\n")
    assert browser.execute_script("return [...CSS.highlights.get('cited')].map(String)") == ["5个以上"]


def test_filter_by_kind_of_change(opened: Any, tmp_path: Path) -> None:
    browser = opened(diff_file(tmp_path))
    for kind, word in (("split", "拆分"), ("dropped", "取消")):
        _choose(browser, "change", word)
        shown = browser.find_elements("css selector", "article:not([hidden])")
        assert shown
        assert all(article.get_attribute("class").endswith(f" {kind}") for article in shown)
    browser.find_element("css selector", "button[type=reset]").click()
    _choose(browser, "movement", "降低")
    assert browser.find_elements("css selector", "article:not([hidden]) tr.lowered")
    assert not browser.find_elements("css selector", "article[hidden] tr.lowered")


def test_markup_in_a_notice_does_nothing(opened: Any, tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    browser = opened(path)
    assert browser.title == "云溪市人民政府办公室关于公园的通知"
    assert browser.execute_script("return document.images.length + document.scripts.length") == 2
    assert "<script>document.title='owned'</script>" in browser.find_element("css selector", "main .text").text


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_its_window(opened: Any, browser: Any, width: int, tmp_path: Path) -> None:
    size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    for path in (*sorted(SAMPLES.glob("yunxi*")), diff_file(tmp_path)):
        opened(path)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, path.name
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_paper_shows_what_is_folded_away_and_not_what_is_filtered_out(opened: Any, browser: Any) -> None:
    opened(SAMPLES / "yunxi-2024-livelihood.txt", fragment="#?q=电梯")
    assert 0 < len(_visible(browser)) < 22
    pdf = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"]
    assert base64.b64decode(pdf).startswith(b"%PDF")
    browser.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert all(
        held.is_displayed() for held in browser.find_elements("css selector", "article:not([hidden]) .allocation table")
    )
    assert browser.find_element("css selector", ".chosen").text == "筛选条件：“电梯”"
    assert not browser.find_element("css selector", "aside.source").is_displayed()
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    browser.execute_script("window.dispatchEvent(new Event('afterprint'))")
    assert not browser.find_element("css selector", "article:not([hidden]) .allocation").get_attribute("open")


def test_every_control_has_a_name(opened: Any, browser: Any) -> None:
    opened(NEW)
    wanted = {"main", "banner", "search", "complementary", "contentinfo", "status"}
    # The browser builds the tree after the page: ask until the landmarks are there, or assert below on what came.
    for _ in range(50):
        nodes = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        roles = {node["role"]["value"] for node in nodes if not node.get("ignored")}
        if wanted <= roles:
            break
        _settle(browser)
    controls = {"button", "link", "combobox", "searchbox", "DisclosureTriangle"}
    named = 0
    for node in nodes:
        if not node.get("ignored") and node["role"]["value"] in controls:
            assert node["name"]["value"].strip(), node
            named += 1
    assert named > 300
    assert wanted <= roles
