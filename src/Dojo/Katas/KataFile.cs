using System.Text.Json;
using System.Text.Json.Serialization;

namespace HonestAsync.Dojo;

/// <summary>A test that the broken code fails.</summary>
/// <param name="Test">The method's name.</param>
/// <param name="Fragment">A piece of the message it fails with.</param>
public sealed record RedTest(string Test, string Fragment);

/// <summary>What a kata.json says. Unknown and missing fields are errors.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record KataFile
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Two digits.</summary>
    public required string Number { get; init; }

    /// <summary>The kata's identity.</summary>
    public required string Slug { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The idea in at most five words.</summary>
    public required string Idea { get; init; }

    /// <summary>1 needs one line, 5 a small redesign.</summary>
    public required int Difficulty { get; init; }

    /// <summary>About how long it takes.</summary>
    public required int Minutes { get; init; }

    /// <summary>The notebook it belongs to.</summary>
    public required string Notebook { get; init; }

    /// <summary>Ids of the claims it trains.</summary>
    public required IReadOnlyList<string> Claims { get; init; }

    /// <summary>The one file to edit.</summary>
    public required string Subject { get; init; }

    /// <summary>Symptom, mechanism, the names of the APIs.</summary>
    public required IReadOnlyList<string> Hints { get; init; }

    /// <summary>Exactly the tests that the broken code fails.</summary>
    public required IReadOnlyList<RedTest> Red { get; init; }

    /// <summary>Analyzer rules that would have warned.</summary>
    public required IReadOnlyList<string> Analyzers { get; init; }

    /// <summary>Packages beyond the harness and the shared frameworks.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>The primitive that each alternative stands on, by file.</summary>
    public required IReadOnlyDictionary<string, string> Primitives { get; init; }

    /// <summary>The folder's name.</summary>
    [JsonIgnore]
    public string Folder => $"{Number}-{Slug}";

    /// <summary>All written katas, read from their pristine copies.</summary>
    /// <exception cref="DojoException">A kata.json is broken.</exception>
    public static IReadOnlyList<KataFile> All(ProjectFolder project)
    {
        ArgumentNullException.ThrowIfNull(project);
        return Directory.Exists(project.Originals)
            ? [.. Directory.EnumerateDirectories(project.Originals).Order(StringComparer.Ordinal).Select(Read)]
            : [];
    }

    /// <summary>Whether the learner has changed the file to edit.</summary>
    public string State(ProjectFolder project)
    {
        ArgumentNullException.ThrowIfNull(project);
        string mine = Path.Combine(project.Katas, Folder, Subject);
        string original = Path.Combine(project.Originals, Folder, Subject);
        return !File.Exists(mine) ? "missing"
            : File.ReadAllText(mine).ReplaceLineEndings() == File.ReadAllText(original).ReplaceLineEndings() ? "untouched"
            : "in progress";
    }

    private static KataFile Read(string folder)
    {
        string file = Path.Combine(folder, "kata.json");
        try
        {
            return JsonSerializer.Deserialize<KataFile>(File.ReadAllText(file), s_json) ?? throw new JsonException("the file is empty");
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            throw new DojoException($"{file} cannot be read: {error.Message}",
                "Fix it, or restore it with git checkout.", error);
        }
    }
}
