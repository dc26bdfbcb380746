"""A reader's session in a real browser, on a real Jupyter Notebook server (classic, version 6), without a network.

    dojo kernel install
    /usr/bin/python3 tests/Kernel.Tests/Jupyter/browser.py SCREENSHOTS

Needs Debian's jupyter-notebook, python3-selenium, chromium and chromium-driver; takes some minutes; not part of
.ci/run. It runs all cells of notebook 06, counts verdicts and charts, interrupts an endless loop and restarts; then it
runs the notebooks with a figure to zoom into, on a light and on a dark page. It leaves screenshots to look at. Exit
code 0: all was as it should be."""

import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

CLONE = pathlib.Path(__file__).resolve().parents[3]
NOTEBOOK = "06-blocked-loop.ipynb"
WITH_FIGURES = ["01-two-meanings-and-honest-measurement.ipynb", "03-price-of-await.ipynb", "09-bottlenecks.ipynb"]
CHARTS = "div.output svg, div.output img"
RUNNING = "return Jupyter.notebook.get_cells().filter(c => c.input_prompt_number == '*').length"
OUTPUTS = "return JSON.stringify(Jupyter.notebook.get_cells().map(c => c.output_area ? c.output_area.toJSON() : []))"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Session:
    def __init__(self, url, pictures):
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1300,1000",
                         "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"):
            options.add_argument(argument)
        self.driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        self.pictures = pictures
        self.open(url)

    def open(self, url):
        self.driver.get(url)

    def leave(self):
        # so that it does not ask whether to leave
        self.script("window.onbeforeunload = null; if (window.Jupyter && Jupyter.notebook) Jupyter.notebook.session.delete();")
        time.sleep(1)

    def scheme(self, name):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": name}]})

    def script(self, text, *arguments):
        return self.driver.execute_script(text, *arguments)

    def until(self, what, condition, seconds=60):
        WebDriverWait(self.driver, seconds, poll_frequency=0.1).until(lambda _: condition(), f"not within {seconds} s: {what}")
        print(f"ok    {what}")

    def kernel_is(self, status):
        return status in self.script("return document.querySelector('#kernel_indicator_icon').className")

    def click(self, menu, item):
        self.driver.find_element(By.LINK_TEXT, menu).click()
        entry = self.driver.find_element(By.ID, item)
        self.until(f"the menu {menu} is open", entry.is_displayed)
        entry.click()

    def run_at_the_end(self, code):
        self.script("const c = Jupyter.notebook.insert_cell_at_bottom('code'); c.set_text(arguments[0]);"
                    "Jupyter.notebook.select(Jupyter.notebook.ncells() - 1); c.execute(); c.element[0].scrollIntoView();", code)

    def last_output(self):
        return self.script("return JSON.stringify(Jupyter.notebook.get_cells().at(-1).output_area.toJSON())")

    def picture(self, name):
        self.driver.save_screenshot(str(self.pictures / f"{name}.png"))


def run_all(session):
    session.until("the kernel is chosen and idle", lambda: session.script(
        "return !!(window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.info_reply.banner)")
        and session.kernel_is("kernel_idle_icon"))
    print("     ", session.script("return Jupyter.notebook.kernel.info_reply.banner"))
    session.script("Jupyter.notebook.clear_all_output()")
    session.click("Cell", "run_all_cells")
    session.until("cells run", lambda: session.script(RUNNING) > 0)
    session.until("all cells have run", lambda: session.script(RUNNING) == 0, seconds=300)


def read_notebook(session):
    run_all(session)
    outputs = session.script(OUTPUTS)
    verdicts = outputs.count("application/vnd.honest-async.verdict+json")
    charts = len([chart for chart in session.driver.find_elements(By.CSS_SELECTOR, CHARTS) if chart.is_displayed()])
    errors = outputs.count('"output_type":"error"')
    print(f"      {verdicts} verdicts, {charts} charts on the page, {errors} errors")
    assert verdicts > 0 and charts > 0 and errors == 0
    for number, chart in enumerate(session.driver.find_elements(By.CSS_SELECTOR, CHARTS)[:3]):
        session.script("arguments[0].scrollIntoView({block: 'center'})", chart)
        session.picture(f"chart-{number + 1}")


def look_closer(session, name):
    run_all(session)
    figure = session.driver.find_element(By.CSS_SELECTOR, ".js-plotly-plot")
    session.script("arguments[0].scrollIntoView({block: 'center'})", figure)
    before = session.script("return JSON.stringify(arguments[0].layout.xaxis.range)", figure)
    drawing = figure.find_element(By.CSS_SELECTOR, ".nsewdrag")
    for scheme in ("light", "dark"):
        session.scheme(scheme)
        session.picture(f"figure-{name[:2]}-{scheme}")
    session.scheme("light")
    ActionChains(session.driver).move_to_element_with_offset(drawing, -60, -40).click_and_hold().move_by_offset(120, 80).release().perform()
    session.until("the figure zooms", lambda: session.script("return JSON.stringify(arguments[0].layout.xaxis.range)", figure) != before)
    session.picture(f"figure-{name[:2]}-zoomed")


def interrupt_and_restart(session):
    session.run_at_the_end("var kept = 41; Console.WriteLine(\"round and round\");\nwhile (true) { }")
    session.until("the endless cell runs", lambda: "round and round" in session.last_output())
    assert session.kernel_is("kernel_busy_icon")
    started = time.monotonic()
    session.click("Kernel", "int_kernel")
    session.until("it is interrupted", lambda: "the cell was interrupted" in session.last_output())
    print(f"      {time.monotonic() - started:.1f} s from the click on the menu")
    session.picture("interrupted")
    session.run_at_the_end("kept + 1")
    session.until("the variables are still there", lambda: '"42"' in session.last_output())

    session.click("Kernel", "restart_kernel")
    button = lambda: session.driver.find_elements(By.CSS_SELECTOR, ".modal.in .btn-danger")
    session.until("it asks before it restarts", lambda: button() and button()[0].is_displayed())
    ActionChains(session.driver).pause(0.5).click(button()[0]).perform()
    session.until("the dialog is gone", lambda: not session.driver.find_elements(By.CSS_SELECTOR, ".modal-backdrop"))
    session.until("the new kernel is idle", lambda: session.kernel_is("kernel_idle_icon"))
    session.run_at_the_end("kept")
    session.until("the variables are gone", lambda: "CS0103" in session.last_output())
    session.run_at_the_end("6 * 7")
    session.until("the new kernel runs cells", lambda: '"42"' in session.last_output())
    session.picture("restarted")


def main(pictures):
    pictures = pathlib.Path(pictures)
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        # a copy: the server saves what it runs
        (pathlib.Path(folder) / "src").symlink_to(CLONE / "src")
        (pathlib.Path(folder) / "notebooks").mkdir()
        for name in [NOTEBOOK, *WITH_FIGURES]:
            shutil.copy(CLONE / "notebooks" / name, pathlib.Path(folder) / "notebooks")
        port = free_port()
        server = subprocess.Popen(
            ["/usr/bin/python3", "-m", "notebook", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--port-retries=0",
             "--NotebookApp.token=", "--NotebookApp.password=", "--allow-root", f"--notebook-dir={folder}"],
            stderr=open(pictures / "server.log", "w"))
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            address = f"http://127.0.0.1:{port}/notebooks/notebooks"
            session = Session(f"{address}/{NOTEBOOK}", pictures)
            try:
                read_notebook(session)
                interrupt_and_restart(session)
                for name in WITH_FIGURES:
                    session.leave()
                    session.open(f"{address}/{name}")
                    look_closer(session, name)
            finally:
                session.picture("last")
                session.leave()
                session.driver.quit()
        finally:
            server.terminate()
            server.wait(timeout=30)


if __name__ == "__main__":
    main(*sys.argv[1:])
