using System.Text.RegularExpressions;

namespace HonestAsync.Lab;

/// <summary>How a runtime is found, asked for its version, and given a script.</summary>
internal sealed partial record RuntimeSpec(
    string Name, IReadOnlyList<string> Programs, IReadOnlyList<string> VersionArguments, Version Oldest,
    string Extension, IReadOnlyList<string> RunArguments, string Package)
{
    public static RuntimeSpec Of(RuntimeKind kind) => kind switch
    {
        RuntimeKind.Node => new("Node", ["node", "nodejs"], ["--version"], new(16, 0), ".js", [], "nodejs"),
        RuntimeKind.Python => new("Python", ["python3", "python"], ["--version"], new(3, 8), ".py", [], "python3"),
        RuntimeKind.Go => new("Go", ["go"], ["version"], new(1, 18), ".go", ["run"], "golang"),
        RuntimeKind.Erlang => new("Erlang", ["escript"],
            ["-noshell", "-eval", """io:format("~s.0~n", [erlang:system_info(otp_release)]), halt()."""], new(24, 0), ".erl", [], "erlang-base")
        {
            // escript itself does not say which version it is
            VersionProgram = "erl",
        },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such runtime."),
    };

    /// <summary>The program next to it that prints the version; null if it does so itself.</summary>
    public string? VersionProgram { get; init; }

    /// <returns>Null when the text contains no version.</returns>
    public static Version? VersionIn(string text) =>
        Digits().Match(text) is { Success: true } match && Version.TryParse(match.Value, out var version) ? version : null;

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Digits();
}
