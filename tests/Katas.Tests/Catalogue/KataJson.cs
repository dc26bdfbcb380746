using System.Text.Json;
using System.Text.Json.Serialization;

namespace HonestAsync.Katas.Tests;

/// <summary>A test that the broken code fails, with a piece of the message it fails with.</summary>
public sealed record RedTest(string Test, string Fragment);

/// <summary>What <c>kata.json</c> says. Unknown and missing fields are errors.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record KataJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    /// <summary>The kata's identity.</summary>
    public required string Slug { get; init; }

    /// <summary>Two digits; the folder is <c>number-slug</c>.</summary>
    public required string Number { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    /// <summary>Number of the notebook that shows the mechanism.</summary>
    public required string Notebook { get; init; }

    /// <summary>Ids in <c>notebooks/claims.json</c>.</summary>
    public required IReadOnlyList<string> Claims { get; init; }

    /// <summary>The idea in at most five words.</summary>
    public required string Idea { get; init; }

    /// <summary>1 to 5.</summary>
    public required int Difficulty { get; init; }

    /// <summary>Minutes that a reader of the notebook needs.</summary>
    public required int Minutes { get; init; }

    /// <summary>Symptom, mechanism, the name of the API.</summary>
    public required IReadOnlyList<string> Hints { get; init; }

    /// <summary>Exactly the tests that the broken code fails.</summary>
    public required IReadOnlyList<RedTest> Red { get; init; }

    /// <summary>Analyzer rules that would have warned.</summary>
    public required IReadOnlyList<string> Analyzers { get; init; }

    /// <summary>Packages beyond Helpers and the shared frameworks.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>The one file to edit.</summary>
    public required string Subject { get; init; }

    /// <summary>The primitive that each alternative stands on.</summary>
    public required IReadOnlyDictionary<string, string> Primitives { get; init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="JsonException">A field is missing, unknown or of the wrong type.</exception>
    public static KataJson Read(string path) => JsonSerializer.Deserialize<KataJson>(File.ReadAllText(path), s_options)
        ?? throw new JsonException($"{path} holds null.");
}
