using System.Text.Json;

namespace HonestAsync.Katas.Tests;

/// <summary>Reads what the test runner writes with <c>-automated</c>: one JSON message a line, between whatever the code under test prints.</summary>
internal sealed class RunnerOutput
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<TestOutcome> _tests = [];

    public IReadOnlyList<TestOutcome> Tests => _tests;

    /// <summary>The test that began and has not ended.</summary>
    public string? Running { get; private set; }

    /// <summary>True once the runner said that the assembly is done.</summary>
    public bool Finished { get; private set; }

    public void Take(string line)
    {
        if (!line.StartsWith("{\"$type\":", StringComparison.Ordinal))
        {
            return;
        }
        using var message = JsonDocument.Parse(line);
        var root = message.RootElement;
        switch (root.GetProperty("$type").GetString())
        {
            case "test-starting":
                Running = _names[Id(root)] = MethodOf(root.GetProperty("TestDisplayName").GetString()!);
                break;
            case "test-passed":
                Add(root, null, byAssertion: false);
                break;
            case "test-failed":
                string text = string.Join("\n", root.GetProperty("Messages").EnumerateArray().Select(part => part.GetString()));
                string? type = root.GetProperty("ExceptionTypes").EnumerateArray().First().GetString();
                Add(root, text, type?.StartsWith("Xunit.Sdk.", StringComparison.Ordinal) == true);
                break;
            case "test-assembly-finished":
                Finished = true;
                break;
        }
    }

    /// <summary>The last part of <c>Namespace.Class.Method(arguments)</c>.</summary>
    private static string MethodOf(string displayName) => displayName.Split('(')[0].Split('.')[^1];

    private static string Id(JsonElement message) => message.GetProperty("TestUniqueID").GetString()!;

    private void Add(JsonElement message, string? failure, bool byAssertion)
    {
        var elapsed = TimeSpan.FromSeconds(message.GetProperty("ExecutionTime").GetDouble());
        _tests.Add(new TestOutcome(_names[Id(message)], failure, byAssertion, elapsed));
        Running = null;
    }
}
