namespace HonestAsync.Dojo.Tests;

public sealed class VsCodeTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("honest-async-code-").FullName;

    [Fact]
    public void VS_Code_is_not_mentioned_where_neither_program_nor_folder_of_it_exists() =>
        Assert.False(VsCode.LacksCompletions(_root, $"{_root}{Path.PathSeparator}{Path.Combine(_root, "nowhere")}"));

    [Fact]
    public void Completions_are_lacking_where_its_folder_exists()
    {
        Directory.CreateDirectory(Path.Combine(_root, ".vscode"));

        Assert.True(VsCode.LacksCompletions(_root, path: null));
    }

    [Fact]
    public void Completions_are_lacking_where_it_is_on_the_path()
    {
        File.WriteAllText(Path.Combine(_root, OperatingSystem.IsWindows() ? "code.cmd" : "code"), "");

        Assert.True(VsCode.LacksCompletions(Path.Combine(_root, "home"), _root));
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{ \"jupyter.completionTriggerCharacters\": { \"csharp\": [\".\"] } }", false)]
    public void Completions_are_no_longer_lacking_once_the_line_is_in_the_user_settings(string settings, bool lacks)
    {
        Directory.CreateDirectory(Path.Combine(_root, ".vscode"));
        string folder = Directory.CreateDirectory(Path.Combine(_root, ".config", "Code", "User")).FullName;
        File.WriteAllText(Path.Combine(folder, "settings.json"), settings);

        Assert.Equal(lacks, VsCode.LacksCompletions(_root, path: null));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
