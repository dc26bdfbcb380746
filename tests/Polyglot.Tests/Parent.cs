using System.Diagnostics;

namespace HonestAsync.Polyglot.Tests;

/// <summary>A notebook in a process of its own, to be killed.</summary>
internal sealed class Parent : IDisposable
{
    private const string Variable = "HONEST_ASYNC_POLYGLOT_PARENT";
    private readonly string _name = Guid.NewGuid().ToString("n");
    private readonly Process _process;

    /// <param name="cells">Cells that print a line and do not end.</param>
    public Parent(params string[] cells)
    {
        string[] notebook = [Program.Notebook, .. cells];
        bool isHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet";
        _process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, isHost ? [typeof(Parent).Assembly.Location, .. notebook] : notebook)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            // its children inherit it
            Environment = { [Variable] = _name },
        })!;
    }

    /// <summary>Waits until this many cells run.</summary>
    public async Task RunsAsync(int cells)
    {
        for (int i = 0; i < cells; i++)
        {
            Assert.Equal("here",
                await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        }
    }

    /// <summary>Kills it, and only it.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Of it and everything that it has started, what has not ended.</summary>
    public IReadOnlyList<int> Left() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out int id) ? id : 0)
            .Where(id => id > 0 && Environ(id).Contains(_name, StringComparison.Ordinal)),
    ];

    public void Dispose()
    {
        foreach (int left in Left())
        {
            try
            {
                using var process = Process.GetProcessById(left);
                process.Kill();
            }
            catch (Exception error) when (error is ArgumentException or InvalidOperationException)
            {
                // it has gone
            }
        }
        _process.Dispose();
    }

    private static string Environ(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/environ");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // it has gone, or belongs to another user
            return "";
        }
    }
}
