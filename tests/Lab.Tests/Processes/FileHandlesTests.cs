using System.ComponentModel;
using System.Net.Sockets;

namespace HonestAsync.Lab.Tests.Processes;

public class FileHandlesTests
{
    [Fact]
    public void Too_many_open_files_are_explained_wherever_they_hide()
    {
        Needs.Linux();
        Exception[] errors =
        [
            new Win32Exception(24),
            new SocketException((int)SocketError.TooManyOpenSockets),
            new HttpRequestException("no connection", new SocketException((int)SocketError.TooManyOpenSockets)),
        ];

        Assert.All(errors, error => Assert.Contains("ulimit -n", FileHandles.Explain(error), StringComparison.Ordinal));
    }

    [Fact]
    public void Other_errors_are_not()
    {
        Assert.Null(FileHandles.Explain(null));
        Assert.Null(FileHandles.Explain(new SocketException((int)SocketError.ConnectionRefused)));
        Assert.Null(FileHandles.Explain(new IOException("disk full")));
    }

    [Fact]
    public void A_load_that_does_not_fit_is_refused_before_it_begins()
    {
        var error = Assert.Throws<InvalidOperationException>(() => FileHandles.Require(500, left: 156));

        Assert.Contains("500 connections need as many open files, and this process may open 156 more", error.Message, StringComparison.Ordinal);
        Assert.Contains("ulimit -n", error.Message, StringComparison.Ordinal);
        FileHandles.Require(500, left: 500);
        FileHandles.Require(500, left: null);
    }

    [Fact]
    public void What_is_left_shrinks_with_what_is_open()
    {
        Needs.Linux();
        // other tests open and close files meanwhile, some of them by the hundred: one look in twenty is enough
        Assert.Contains(Enumerable.Range(0, 20), _ => LessLeftWith(200) is >= 50 and <= 350);

        static int LessLeftWith(int files)
        {
            int before = FileHandles.Left()!.Value;
            FileStream[] open = [.. Enumerable.Range(0, files).Select(_ => File.OpenRead("/dev/null"))];
            int left = FileHandles.Left()!.Value;
            Array.ForEach(open, file => file.Dispose());
            return before - left;
        }
    }

    [WholeFact]
    public async Task A_process_with_too_few_handles_says_so()
    {
        Needs.Linux();
        // the runtime itself needs some sixty
        var hold = ChildStart.OfLab("parent", "hold");
        var limited = new ChildStart("parent", new ProcessStart(
            "/bin/sh", ["-c", "ulimit -n 128; exec \"$@\"", "sh", hold.Program.FileName, .. hold.Program.Arguments]));

        var error = await Assert.ThrowsAsync<ChildProcessException>(() => ChildProcess.StartAsync(limited));

        Assert.Contains("ulimit -n", error.Message, StringComparison.Ordinal);
    }
}
