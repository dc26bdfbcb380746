namespace HonestAsync.Dojo.Tests;

public sealed class WordLintTests : IDisposable
{
    private readonly FakeClone _clone = new();

    [Fact]
    public void The_repository_does_without_the_banned_words()
    {
        bool isCi = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        var findings = WordLint.Run(ProjectFolder.Find(AppContext.BaseDirectory))
            .Where(finding => isCi || !IsTheLearners(finding)).ToList();

        Assert.True(findings.Count == 0, string.Join('\n', findings));

        // outside CI notebooks and pages in the root may be changed
        static bool IsTheLearners(LintFinding finding) => !finding.File.Contains('/', StringComparison.Ordinal)
            || finding.File.StartsWith("notebooks/", StringComparison.Ordinal)
            || finding.What.StartsWith("notebooks/", StringComparison.Ordinal)
            || finding.What.StartsWith("README.md ", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/A.cs", "// whoever calls it", 1, "whoever")]
    [InlineData("src/A.cs", "class A\n{\n    // it would wait for\n    // ever\n}", 3, "for ever")]
    [InlineData("src/A.cs", "\n/// <summary>It is\n/// under way.</summary>\nclass A;", 3, "under way")]
    [InlineData("src/A.cs", "/* One line a kata. */", 1, "line a")]
    [InlineData("src/A.cs", "class A { string B(int c) => $\"File {c} is \"\n + $\"not there.\"; }", 1, "is not there")]
    [InlineData("src/A.cs", "class A { string B => \"first\\nanew\"; }", 1, "anew")]
    [InlineData("src/A.cs", "class A { string B => \"\"\"\n    It is\n    beside it.\n    \"\"\"; }", 3, "beside")]
    [InlineData("tests/ATests.cs", "class A\n{\n    void Nobody_waits() { }\n}", 3, "Nobody")]
    [InlineData("tests/Katas.Tests/originals/01-a/ATests.cs", "class A { string B => \"somebody waits\"; }", 1, "somebody")]
    [InlineData("README.md", "# A\n\nIt is\nunder\nway.", 4, "under way")]
    public void A_banned_word_is_found_with_its_line(string file, string text, int line, string word)
    {
        Write(file, text);

        var finding = Assert.Single(WordLint.Run(_clone.Project));

        Assert.Equal($"{file}:{line}", finding.File);
        Assert.Equal($"\"{word}\" is a banned word", finding.What);
        Assert.Matches("^Write: .+\\.$", finding.ToDo);
    }

    [Theory]
    [InlineData("src/A.cs", "// one line per kata; he lives in a place of his own, and a claim is a file and a test")]
    [InlineData("src/A.cs", "// Is there a thread? There is. A thundering herd asks who is there first")]
    [InlineData("src/A.cs", "// what it is doing, what it is called, and those of the pool; let go of the lock")]
    [InlineData("src/A.cs", "// a caller who gives up, besides; commend the amendment; she said so; Who waits?")]
    [InlineData("src/A.cs", "class A { string Nobody(string anew) => B(anew, \"'nobody'\", \"nobody\"); }")]
    [InlineData("src/A.cs", "/// <summary>A <c>for ever</c> of <see cref=\"Anew\"/></summary>\nclass A;")]
    [InlineData("src/A.cs", "class A { string B(int is_) => $\"it is {is_} not there\"; }")]
    [InlineData("src/bin/A.cs", "// nobody")]
    [InlineData("tests/ATests.cs", "class A { string B => \"nobody\"; }")]
    [InlineData("README.md", "`anew` and [a link](beside.md)\n```\nfor ever\n```\n")]
    [InlineData("katas/01-a/A.cs", "// the learner may write whatever, for ever")]
    [InlineData("src/notes.txt", "nobody")]
    public void Good_English_code_and_the_learners_files_pass(string file, string text)
    {
        Write(file, text);

        Assert.Empty(WordLint.Run(_clone.Project));
    }

    [Fact]
    public void A_cell_is_read_as_text_or_as_code()
    {
        _clone.With("// quiet\n// nobody listens", "var anew = \"anew\";");

        Assert.Equal(["notebooks/01-first.ipynb, cell cell-1, line 2", "notebooks/01-first.ipynb, cell cell-2, line 1"],
            WordLint.Run(_clone.Project).Select(finding => finding.File));
    }

    [Fact]
    public void A_file_may_keep_the_banned_words_that_are_listed_for_it()
    {
        Write("src/A.cs", "// nobody\n// somebody");

        Allow("2 src/A.cs");

        Assert.Empty(WordLint.Run(_clone.Project));
    }

    [Fact]
    public void One_more_than_listed_fails_and_shows_all_of_the_file()
    {
        Write("src/A.cs", "// nobody\n// somebody");

        Allow("1 src/A.cs");

        Assert.Equal(["src/A.cs:1", "src/A.cs:2"], WordLint.Run(_clone.Project).Select(finding => finding.File));
        Assert.EndsWith("(2 here, 1 listed)", WordLint.Run(_clone.Project)[0].What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("// nobody", 1)]
    [InlineData("// none", 0)]
    public void One_less_than_listed_fails_until_the_number_is_lowered(string text, int left)
    {
        Write("src/A.cs", text);
        Allow("2 src/A.cs");

        var finding = Assert.Single(WordLint.Run(_clone.Project));
        Assert.Equal($"src/A.cs has {left} banned words left, and 2 are listed", finding.What);
        Assert.Equal("Lower the number: dojo lint --fix", finding.ToDo);

        new LintCommand(_clone.Project, new Screen().Console).Run(LintCommand.Words, fix: true);
        Assert.Empty(WordLint.Run(_clone.Project));
        Assert.Equal(left, File.ReadAllLines(_clone.Project.WordsLeftFile).Count(line => line == $"{left} src/A.cs"));
    }

    [Fact]
    public void Fix_raises_no_number_and_adds_no_file()
    {
        Write("src/A.cs", "// nobody\n// somebody");
        Write("src/B.cs", "// nobody");
        Allow("1 src/A.cs");
        var screen = new Screen();

        Assert.Equal(ExitCode.Unsolved, new LintCommand(_clone.Project, screen.Console).Run(LintCommand.Words, fix: true));

        Assert.EndsWith("3 things to fix.\n", screen.ToString(), StringComparison.Ordinal);
        Assert.Equal("1 src/A.cs", File.ReadAllLines(_clone.Project.WordsLeftFile)[^1]);
    }

    [Fact]
    public void A_list_that_is_no_list_is_refused()
    {
        Allow("src/A.cs 2");

        var error = Assert.Throws<DojoException>(() => WordLint.Run(_clone.Project));

        Assert.StartsWith("src/Dojo/Linting/Words/words-left.txt: 'src/A.cs 2' is not a number and the path of one file.",
            error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _clone.Dispose();

    private void Allow(string line) => Write("src/Dojo/Linting/Words/words-left.txt", $"# left\n{line}\n");

    private void Write(string file, string text)
    {
        string path = Path.Combine(_clone.Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
