using System.Diagnostics;

namespace HonestAsync.Dojo.Tests;

public sealed class CheckCommandTests : IDisposable
{
    private readonly FakeClone _clone = new();
    private readonly Screen _screen = new();

    [Fact]
    public async Task A_solved_kata_is_reported_with_where_to_compare()
    {
        _clone.WithKata(TinyKata.Subject());

        Assert.Equal(ExitCode.Ok, await CheckAsync("1"));

        string text = _screen.ToString();
        Assert.Contains("✓ It answers\n", text, StringComparison.Ordinal);
        Assert.Contains("Solved. All 3 tests pass", text, StringComparison.Ordinal);
        Assert.Contains("dojo solution 01", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsolved_kata_says_what_was_observed_and_where_the_first_hint_is()
    {
        var kata = _clone.WithKata(TinyKata.Subject(answer: "return Task.FromResult(41);", twice: "throw new FormatException(\"odd\");"));

        Assert.Equal(ExitCode.Unsolved, await CheckAsync("lost-thing"));

        string text = _screen.ToString();
        Assert.Contains("✗ It answers\n    The answer was not 42. Broken: it knows the answer.\n", text,
            StringComparison.Ordinal);
        Assert.Contains($"✗ It doubles\n    FormatException: odd\n    at {kata.MyFile}:12\n", text,
            StringComparison.Ordinal);
        Assert.Contains("Not solved: 1 of 3 tests pass", text, StringComparison.Ordinal);
        Assert.Contains("A hint: dojo hint 01", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_does_not_compile_is_shown_with_a_mark_under_the_place()
    {
        var kata = _clone.WithKata(TinyKata.Subject(answer: "return answer;"));

        Assert.Equal(ExitCode.Unsolved, await CheckAsync("01-lost-thing"));

        Assert.Contains(
            $"✗ {kata.MyFile}:7:16: The name 'answer' does not exist in the current context (CS0103)\n      return answer;\n             ^~~~~~\n",
            _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_of_another_kata_is_named_with_its_folder()
    {
        PutNextToEachOther();

        Assert.Equal(ExitCode.Unsolved, await CheckAsync("01"));

        Assert.Contains("This is the code of another kata: 02-found-thing. It belongs into katas/02-found-thing/",
            _screen.ToString().ReplaceLineEndings(" "), StringComparison.Ordinal);

        void PutNextToEachOther()
        {
            var kata = _clone.WithKata(TinyKata.Subject());
            string neighbour = Path.Combine(_clone.Project.Originals, "02-found-thing");
            Directory.CreateDirectory(neighbour);
            foreach (string file in Directory.GetFiles(Path.Combine(_clone.Project.Originals, TinyKata.Folder)))
            {
                File.WriteAllText(Path.Combine(neighbour, Path.GetFileName(file).Replace("LostThing", "FoundThing", StringComparison.Ordinal)),
                    Found(File.ReadAllText(file)).Replace("\"number\": \"01\"", "\"number\": \"02\"", StringComparison.Ordinal));
            }
            File.WriteAllText(kata.MyFile, Found(TinyKata.Subject()));
        }

        static string Found(string text) => text.Replace("LostThing", "FoundThing", StringComparison.Ordinal)
            .Replace("lost-thing", "found-thing", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_public_surface_is_explained()
    {
        _clone.WithKata(TinyKata.Subject().Replace("int Twice", "int Double", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Unsolved, await CheckAsync("katas/01-lost-thing/"));

        Assert.Contains("The tests use what LostThing.cs offered when you got it.", _screen.ToString(),
            StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task Changed_tests_are_reported_and_not_used()
    {
        var kata = _clone.WithKata(TinyKata.Subject(twice: "return 0;"));
        await File.WriteAllTextAsync(kata.Mine("LostThingTests.cs"), "// no tests, no failures\n",
            TestContext.Current.CancellationToken);
        File.Delete(kata.Mine("Given.cs"));

        Assert.Equal(ExitCode.Unsolved, await CheckAsync("1"));

        string text = _screen.ToString();
        Assert.Contains("LostThingTests.cs is not as it was given; this verdict uses the original.", text,
            StringComparison.Ordinal);
        Assert.Contains("! Given.cs is not as it was given", text, StringComparison.Ordinal);
        Assert.Contains("✗ It doubles", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_process_is_explained_below_the_tests()
    {
        _clone.WithKata(TinyKata.Subject(twice: "Environment.Exit(0); return 0;"));

        Assert.Equal(ExitCode.Unsolved, await CheckAsync("1"));

        Assert.Contains("✗ It doubles\n\nIt ended the whole process by Environment.Exit(0) in the test 'It doubles'", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_kata_is_answered_with_near_names()
    {
        _clone.WithKata(TinyKata.Subject());

        var error = await Assert.ThrowsAsync<DojoException>(() => CheckAsync("lost-thign"));

        Assert.StartsWith("There is no kata 'lost-thign'. Did you mean lost-thing?", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named_with_how_to_restore_it()
    {
        File.Delete(_clone.WithKata(TinyKata.Subject()).MyFile);

        var error = await Assert.ThrowsAsync<DojoException>(() => CheckAsync("1"));

        Assert.Contains("git checkout -- katas/01-lost-thing/LostThing.cs", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_has_a_line_for_each_kata()
    {
        _clone.WithKata(TinyKata.Subject());
        Assert.Equal(ExitCode.Ok, await new CheckCommand(_clone.Project, _screen.Console, new LearnerProgress(_clone.Project, TimeProvider.System)).AllAsync(TestContext.Current.CancellationToken));
        File.Copy(Path.Combine(_clone.Project.Originals, TinyKata.Folder, "LostThing.cs"),
            Path.Combine(_clone.Project.Katas, TinyKata.Folder, "LostThing.cs"), overwrite: true);
        Assert.Equal(ExitCode.Unsolved, await new CheckCommand(_clone.Project, _screen.Console, new LearnerProgress(_clone.Project, TimeProvider.System)).AllAsync(TestContext.Current.CancellationToken));

        string text = _screen.ToString();
        Assert.Contains("✓ 01-lost-thing: solved", text, StringComparison.Ordinal);
        Assert.Contains("1 of 1 solved. All of them are fixed.", text, StringComparison.Ordinal);
        Assert.Contains("· 01-lost-thing: not begun", text, StringComparison.Ordinal);
    }

    [WholeFact]
    public async Task A_tool_that_is_killed_takes_the_running_kata_with_it()
    {
        string mark = Path.Combine(_clone.Root, "pid");
        _clone.WithKata(TinyKata.Subject(twice: $"System.IO.File.WriteAllText(\"{mark.Replace("\\", "\\\\", StringComparison.Ordinal)}\", Environment.ProcessId + \"!\"); while (true) {{ }}"));
        using var tool = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "dojo.dll"), "check", "1"])
        {
            WorkingDirectory = _clone.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        int kata = await Waiting.ForIdAsync(mark);

        tool.Kill();

        await Waiting.ForEndOfAsync(kata);
    }

    public void Dispose() => _clone.Dispose();

    private Task<int> CheckAsync(string kata) =>
        new CheckCommand(_clone.Project, _screen.Console, new LearnerProgress(_clone.Project, TimeProvider.System)).OneAsync(kata,
            TestContext.Current.CancellationToken);
}
