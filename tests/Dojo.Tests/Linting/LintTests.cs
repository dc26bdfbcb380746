namespace HonestAsync.Dojo.Tests;

public sealed class LintTests : IDisposable
{
    private readonly FakeClone _clone = new();
    private readonly Kata _kata;

    public LintTests() => _kata = CompleteKata.In(_clone);

    [Fact]
    public void A_complete_kata_has_no_findings() => Assert.Empty(KataLint.Run(_clone.Project));

    [Fact]
    public void A_notebook_that_is_planned_is_called_so_and_one_that_is_written_is_linked()
    {
        string readme = _kata.Original("README.md"), tests = _kata.Original("LostThingTests.cs");
        File.AppendAllText(tests, "// See notebooks/01-first.ipynb.\n");

        var planned = Assert.Single(KataLint.Run(_clone.Project));
        Assert.Equal("Write: See notebooks/01-first.ipynb (planned, not written yet).", planned.ToDo);
        Assert.EndsWith("LostThingTests.cs", planned.File, StringComparison.Ordinal);

        _clone.With("1");
        var written = Assert.Single(KataLint.Run(_clone.Project));
        Assert.Equal("Write: [notebook 01](../../notebooks/01-first.ipynb)", written.ToDo);
        File.WriteAllText(readme,
            File.ReadAllText(readme).Replace("notebook 01, which is planned and not\nwritten yet",
            "[notebook\n01](../../notebooks/01-first.ipynb)", StringComparison.Ordinal));
        Assert.Empty(KataLint.Run(_clone.Project));
    }

    [Theory]
    [InlineData("tests/Katas.Tests/originals/01-lost-thing/README.md", "dotnet test katas/01-lost-thing", "dotnet run", "it does not say how to run the tests")]
    [InlineData("tests/Katas.Tests/originals/01-lost-thing/README.md", "Look at", "Look closely at", "the folded hints differ from kata.json")]
    [InlineData("tests/Katas.Tests/originals/01-lost-thing/README.md", "See notebook 01",
        "See [it](../../notebooks/nowhere.ipynb)", "the link to ../../notebooks/nowhere.ipynb leads nowhere")]
    [InlineData("tests/Katas.Tests/originals/01-lost-thing/README.md", "notebook 01, which is planned",
        "notebook 01", "it does not say where the mechanism is shown; notebook 01 is planned")]
    [InlineData("tests/Katas.Tests/originals/01-lost-thing/LostThing.cs", "// TODO", "// ", "it has 0 TODOs")]
    [InlineData("tests/Katas.Tests/originals/01-lost-thing/Given.cs", "// Leave as is.", "// Given.", "it does not say that learners leave it as it is")]
    [InlineData("tests/Katas.Tests/originals/01-lost-thing/kata.json", "\"01\", \"claims\"", "\"02\", \"claims\"", "number, notebook or claims differ from the ledger")]
    [InlineData("tests/Katas.Tests/originals/01-lost-thing/kata.json", "There is Task.FromResult", "Write return Task.FromResult(42)", "hint 3 holds code")]
    [InlineData("tests/Katas.Tests/originals/01-lost-thing/kata.json", "\"It_answers\"", "\"It_asks\"", "there is no test It_asks")]
    [InlineData("tests/Katas.Tests/originals/01-lost-thing/kata.json", "\"primitive 2\"", "\"Primitive 1\"", "2 alternatives stand on 'primitive 1'")]
    [InlineData("tests/Katas.Tests/variants/01-lost-thing/wrong-1.cs", "// caught by: It_answers", "// It_answers", "the first line does not say what catches it")]
    [InlineData("tests/Katas.Tests/variants/01-lost-thing/wrong-2.cs", "It_answers", "It_asks", "there is no test It_asks")]
    [InlineData("solutions/01-lost-thing/WHY.md", "word ", "", "it has 2 words")]
    [InlineData("katas/Katas.slnx", "01-lost-thing", "02-other", "it does not list exactly the katas that exist")]
    public void What_does_not_fit_is_found_with_its_file(string file, string text, string instead, string what)
    {
        string path = Path.Combine(_clone.Root, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(text, instead, StringComparison.Ordinal));

        Assert.Contains(KataLint.Run(_clone.Project), finding =>
            finding.File == file && !finding.IsNote && finding.What.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public void A_package_that_the_description_names_belongs_into_the_project()
    {
        string description = _kata.Original("kata.json");
        File.WriteAllText(description, File.ReadAllText(description).Replace("\"references\": []", "\"references\": [\"Polly.Core\"]", StringComparison.Ordinal));

        Assert.Contains(KataLint.Run(_clone.Project), finding => finding.File == "katas/01-lost-thing/01-lost-thing.csproj"
            && finding.What == "it does not reference Polly.Core, which kata.json names");

        File.WriteAllText(_kata.Mine($"{_kata.Name}.csproj"),
            "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><PackageReference Include=\"Polly.Core\" /></ItemGroup></Project>");

        Assert.All(KataLint.Run(_clone.Project), finding => Assert.True(finding.IsNote, finding.What));
    }

    [Theory]
    [InlineData("solutions/01-lost-thing/WHY.md", "the file is missing")]
    [InlineData("katas/01-lost-thing/01-lost-thing.csproj", "the file is missing")]
    public void A_missing_file_is_found(string file, string what)
    {
        File.Delete(Path.Combine(_clone.Root, file));

        Assert.Contains(KataLint.Run(_clone.Project), finding => finding.File == file && finding.What == what);
    }

    [Fact]
    public void Too_few_variants_and_strange_files_are_found()
    {
        string folder = Path.Combine(_clone.Project.Variants, _kata.Name);
        File.Move(Path.Combine(folder, "wrong-5.cs"), Path.Combine(folder, "wronger.cs"));

        var findings = KataLint.Run(_clone.Project).Select(finding => finding.ToString()).ToList();

        Assert.Contains("tests/Katas.Tests/variants/01-lost-thing: there are 4 wrong fixes. Write at least 5, wrong-*.cs.", findings);
        Assert.Contains("tests/Katas.Tests/variants/01-lost-thing/wronger.cs: nothing reads this file. Name it alternative-*.cs, wrong-*.cs or blind-*.cs.", findings);
    }

    [Fact]
    public void Fix_writes_the_solution_of_the_katas_and_the_readmes_tables_again()
    {
        File.Delete(KataSolution.PathIn(_clone.Project));
        var screen = new Screen();

        Assert.Equal(ExitCode.Unsolved, new LintCommand(_clone.Project, screen.Console).Run(LintCommand.Katas, fix: false));
        Assert.Equal(ExitCode.Ok, new LintCommand(_clone.Project, screen.Console).Run(LintCommand.Katas, fix: true));

        Assert.Contains("✗ katas/Katas.slnx: it does not list exactly the katas that exist. Run: dojo lint --fix", screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("✓ 1 kata is complete.", screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("(katas/01-lost-thing/README.md)", File.ReadAllText(_clone.Project.ReadmeFile), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_does_not_hide_the_findings()
    {
        File.Delete(KataSolution.PathIn(_clone.Project));
        Directory.CreateDirectory(KataSolution.PathIn(_clone.Project));
        var screen = new Screen();

        var error = Assert.Throws<WriteException>(() => new LintCommand(_clone.Project, screen.Console).Run(what: null, fix: true));

        Assert.Contains("Katas.slnx could not be written", error.Message, StringComparison.Ordinal);
        Assert.Contains("✗ katas/Katas.slnx: it does not list exactly the katas that exist.", screen.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _clone.Dispose();
}
