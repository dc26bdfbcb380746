using System.Text.Json;
using System.Text.Json.Serialization;

namespace HonestAsync.KataHost;

/// <summary>A message of a host to its parent: one JSON object per line.</summary>
/// <param name="Kind">What happened; it decides which of the other values are set.</param>
public sealed record HostEvent(HostEventKind Kind)
{
    /// <summary>The method's name, with the arguments of a theory.</summary>
    public string? Test { get; init; }

    /// <summary>The names of all tests, in the order they will run.</summary>
    public IReadOnlyList<string>? Tests { get; init; }

    /// <summary>
    /// The message of a failed test, or why a test was skipped; inner exceptions follow on lines of their own.
    /// </summary>
    public string? Message { get; init; }

    /// <summary>The full name of the exception that a test failed with.</summary>
    public string? Exception { get; init; }

    /// <summary>Where it was thrown, in the runtime's format.</summary>
    public string? Stack { get; init; }

    /// <summary>Real time of the test, or of loading and running all of them.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>The process's exit code.</summary>
    public int? Code { get; init; }

    /// <summary>The event as a line, with its end.</summary>
    public byte[] Encode() =>
        [.. JsonSerializer.SerializeToUtf8Bytes(this, HostJson.Default.HostEvent), (byte)'\n'];

    /// <summary>The event of a line.</summary>
    /// <exception cref="JsonException">The line is no event.</exception>
    public static HostEvent Decode(string line) =>
        JsonSerializer.Deserialize(line, HostJson.Default.HostEvent) ?? throw new JsonException("the line holds null");
}

/// <summary>What happened in a host.</summary>
public enum HostEventKind
{
    /// <summary>It has run its own tests once, and waits for a kata.</summary>
    Ready,

    /// <summary>The kata is loaded; its tests are known.</summary>
    Found,

    /// <summary>A test begins.</summary>
    Starting,

    /// <summary>A test passed.</summary>
    Passed,

    /// <summary>A test failed.</summary>
    Failed,

    /// <summary>A test was skipped by its attribute.</summary>
    Skipped,

    /// <summary>The process ends by itself in the middle of a run.</summary>
    Exiting,

    /// <summary>
    /// An allocation failed: the run has used up its memory, even if its code catches the exception.
    /// </summary>
    OutOfMemory,

    /// <summary>All tests have reported.</summary>
    Done,

    /// <summary>The tests could not be run at all; no test is to blame.</summary>
    Broken,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HostEvent))]
internal sealed partial class HostJson : JsonSerializerContext;
