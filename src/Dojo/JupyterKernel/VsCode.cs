namespace HonestAsync.Dojo;

/// <summary>What VS Code needs that neither a kernel nor a workspace can give it.</summary>
internal static class VsCode
{
    private const string Setting = "jupyter.completionTriggerCharacters";
    private static readonly string[] s_folders = [".vscode", ".vscode-server", ".vscode-oss"];
    private static readonly string[] s_programs = OperatingSystem.IsWindows()
        ? ["code.cmd", "code-insiders.cmd", "codium.cmd"]
        : ["code", "code-insiders", "codium"];

    // where it keeps the settings of a user, on Linux, macOS and Windows
    private static readonly string[] s_settings =
    [
        ".config/Code/User/settings.json", "Library/Application Support/Code/User/settings.json",
        "AppData/Roaming/Code/User/settings.json",
    ];

    /// <summary>How a user gets completions: without this line VS Code asks a kernel for none.</summary>
    public static IReadOnlyList<string> HowToComplete { get; } =
    [
        "Completions in VS Code need one line in your user settings (a workspace cannot set it).",
        "Command Palette → Preferences: Open User Settings (JSON), and add:",
        $$"""  "{{Setting}}": {"csharp": ["."]}""",
    ];

    /// <summary>Whether this user seems to have VS Code, and not that line.</summary>
    public static bool LacksCompletions() =>
        LacksCompletions(UserFolder.Path, Environment.GetEnvironmentVariable("PATH"));

    internal static bool LacksCompletions(string home, string? path) =>
        (s_folders.Any(folder => Directory.Exists(Path.Combine(home, folder)))
            || Programs.Find(s_programs, path) is not null)
        && !s_settings.Select(file => Path.Combine(home, file)).Any(HasSetting);

    private static bool HasSetting(string file)
    {
        try
        {
            return File.Exists(file) && File.ReadAllText(file).Contains(Setting, StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
