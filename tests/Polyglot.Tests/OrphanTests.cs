namespace HonestAsync.Polyglot.Tests;

public sealed class OrphanTests
{
    private static readonly string[] s_idle = ["#!node\nconsole.log('here')", "#!python\nprint('here')"];
    private static readonly string[][] s_busy =
    [
        ["#!node\nconsole.log('here');\nwhile (true);", "#!python\nprint('here')\nwhile True: pass"],
        ["#!node\nconsole.log('here');\n/(a+)+$/.test('a'.repeat(60) + 'b')",
            "#!python\nprint('here')\nsum(range(10**15))"],
    ];

    [WholeFact]
    public Task Nothing_outlives_a_notebook_that_is_killed() => KillAsync(5);

    /// <summary>The long form.</summary>
    [WholeFact]
    public Task Nothing_outlives_a_notebook_that_is_killed_at_any_of_a_hundred_moments() => KillAsync(100);

    [Theory]
    [InlineData("#!node\nprocess.pid")]
    [InlineData("#!python\nimport os\nos.getpid()")]
    public async Task A_kernel_that_is_disposed_ends_its_process(string cell)
    {
        Needs.Runtime(cell.StartsWith("#!node", StringComparison.Ordinal) ? "node" : "python");
        var notebook = new TestNotebook();
        var shown = await notebook.RunAsync(cell);

        notebook.Dispose();

        await Children.GoneAsync(int.Parse(shown.Value!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.NotNull(shown.Value);
    }

    private static async Task KillAsync(int times)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc of Linux");
        Needs.Runtime("node");
        Needs.Runtime("python");
        int seed = Environment.TickCount;
        var random = new Random(seed);
        int ready = 0;
        for (int i = 0; i < times; i++)
        {
            using var parent = new Parent(i % 2 == 0 ? s_busy[i / 2 % s_busy.Length] : s_idle);
            // every other one dies while all of it runs, the rest while it starts
            if (i % 2 == 0)
            {
                await parent.RunsAsync(2);
                ready++;
            }
            await Task.Delay(TimeSpan.FromSeconds(0.8 * random.NextDouble()), TimeProvider.System,
                TestContext.Current.CancellationToken);
            parent.Kill();

            await Children.UntilAsync(() => parent.Left().Count == 0);
        }
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"seed {seed}: {times} kills, {ready} of them in endless loops; nothing left");
        Assert.Equal((times + 1) / 2, ready);
    }
}
