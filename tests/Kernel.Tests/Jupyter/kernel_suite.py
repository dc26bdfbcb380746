"""Jupyter's own suite for kernels (jupyter_kernel_test), told what it needs to know about this one.

Run with the python3 of the package: python3 kernel_suite.py. JUPYTER_PATH says where the kernelspec is."""

import unittest

import jupyter_kernel_test


class CSharpKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = ".net-csharp"
    language_name = "csharp"
    file_extension = ".cs"

    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("oh");'
    code_generate_error = 'throw new InvalidOperationException("on purpose");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "Enumerable.Range(1, 3)", "result": "[ 1, 2, 3 ]"},
        {"code": "await Task.FromResult(7)", "result": "7"},
    ]
    code_display_data = [{"code": 'display("shown");', "mime": "text/plain"}]
    code_clear_output = "ClearOutput();"
    code_inspect_sample = "Console.WriteLine"

    # code_page_something stays empty: no cell of this kernel opens a pager, so test_pager is skipped

    completion_samples = [
        {"text": "Console.WriteL", "matches": {"WriteLine"}},
        {"text": '"text".Starts', "matches": {"StartsWith"}},
        {"text": "System.Text.StringB", "matches": {"StringBuilder"}},
        {"text": "fore", "matches": {"foreach"}},
    ]
    complete_code_samples = ["1 + 1", "var x = 5;", "foreach (var n in new[] { 1 }) { }", "// nothing"]
    incomplete_code_samples = ["if (true) {", "Console.WriteLine(", "class A", "/* open"]
    invalid_code_samples = ["var 5 = x;", "int class = 5;"]

    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "*6 ? 7*"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the suite waits 0.1 s for an output, which a busy machine may take to deliver; a hang still fails
        impatient = cls.kc.iopub_channel.get_msg
        cls.kc.iopub_channel.get_msg = lambda timeout: impatient(timeout=max(timeout, jupyter_kernel_test.TIMEOUT))

    def flush_channels(self):
        # not until it is quiet for 0.1 s, but until the end of a request that comes after all others
        request = self.kc.kernel_info()
        while self.kc.get_shell_msg(timeout=jupyter_kernel_test.TIMEOUT)["parent_header"].get("msg_id") != request:
            pass
        while True:
            output = self.kc.get_iopub_msg(timeout=jupyter_kernel_test.TIMEOUT)
            if output["parent_header"].get("msg_id") == request and output["content"].get("execution_state") == "idle":
                return


if __name__ == "__main__":
    unittest.main(verbosity=2)
