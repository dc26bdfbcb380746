"""A reader's session with notebook 06 in a real browser, on a real Jupyter Notebook server (classic, version 6).

    dojo kernel install
    /usr/bin/python3 tests/Kernel.Tests/Jupyter/browser.py SCREENSHOTS

Needs Debian's jupyter-notebook, python3-selenium, chromium and chromium-driver; takes about a minute; not part of
.ci/run. It opens the notebook, runs all cells, counts verdicts and charts, interrupts an endless loop, restarts, and
leaves screenshots to look at. Exit code 0: all was as it should be."""

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
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1300,1000"):
            options.add_argument(argument)
        self.driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        self.pictures = pictures
        self.driver.get(url)

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


def read_notebook(session):
    session.until("the kernel is chosen and idle", lambda: session.script(
        "return !!(window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.info_reply.banner)")
        and session.kernel_is("kernel_idle_icon"))
    print("     ", session.script("return Jupyter.notebook.kernel.info_reply.banner"))
    session.script("Jupyter.notebook.clear_all_output()")
    session.click("Cell", "run_all_cells")
    session.until("cells run", lambda: session.script(RUNNING) > 0)
    session.until("all cells have run", lambda: session.script(RUNNING) == 0, seconds=180)
    outputs = session.script(OUTPUTS)
    verdicts = outputs.count("application/vnd.honest-async.verdict+json")
    charts = len([chart for chart in session.driver.find_elements(By.CSS_SELECTOR, CHARTS) if chart.is_displayed()])
    errors = outputs.count('"output_type":"error"')
    print(f"      {verdicts} verdicts, {charts} charts on the page, {errors} errors")
    assert verdicts > 0 and charts > 0 and errors == 0
    for number, chart in enumerate(session.driver.find_elements(By.CSS_SELECTOR, CHARTS)[:3]):
        session.script("arguments[0].scrollIntoView({block: 'center'})", chart)
        session.picture(f"chart-{number + 1}")


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
        shutil.copy(CLONE / "notebooks" / NOTEBOOK, pathlib.Path(folder) / "notebooks")
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
            session = Session(f"http://127.0.0.1:{port}/notebooks/notebooks/{NOTEBOOK}", pictures)
            try:
                read_notebook(session)
                interrupt_and_restart(session)
            finally:
                session.picture("last")
                # so that it does not ask whether to leave
                session.script("window.onbeforeunload = null; if (window.Jupyter && Jupyter.notebook) Jupyter.notebook.session.delete();")
                time.sleep(1)
                session.driver.quit()
        finally:
            server.terminate()
            server.wait(timeout=30)


if __name__ == "__main__":
    main(*sys.argv[1:])
