using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HonestAsync;

/// <summary>
/// The contract between a notebook, which judges claims, and the programs that collect the verdicts: MIME type, JSON, words,
/// and the variable that selects the profile of a run. One serializer writes and reads the JSON. Thread-safe.
/// </summary>
public static class VerdictContract
{
    /// <summary>The MIME type of a verdict among a cell's outputs.</summary>
    public const string MimeType = "application/vnd.honest-async.verdict+json";

    /// <summary>The environment variable that selects the profile of a run.</summary>
    public const string ProfileVariable = "HONEST_ASYNC_PROFILE";

    /// <summary>The variable's value for the quick profile; without it a run is a full one.</summary>
    public const string QuickProfile = "quick";

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters =
        {
            new JsonStringEnumConverter<Verdict>(namingPolicy: null, allowIntegerValues: false),
            new JsonStringEnumConverter<EvidenceForm>(namingPolicy: null, allowIntegerValues: false),
        },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The word that people read.</summary>
    public static string Word(this Verdict verdict) => verdict switch
    {
        Verdict.Holds => "holds",
        Verdict.Twist => "twist",
        Verdict.Refuted => "refuted",
        Verdict.Depends => "depends",
        Verdict.Inconclusive => "inconclusive",
        Verdict.NotRun => "not run here",
        _ => "not measurable",
    };

    /// <summary>The word in front of a verdict's qualifier; null for a verdict that has none.</summary>
    public static string? QualifierLabel(this Verdict verdict) => verdict switch
    {
        Verdict.Holds or Verdict.Refuted => null,
        Verdict.Twist => "in .NET",
        Verdict.Depends => "depends on",
        _ => "because",
    };

    /// <summary>A row of evidence as text: <c>threads = 1; losing orders = 12</c>.</summary>
    public static string ToText(this IEnumerable<EvidenceEntry> row) => string.Join("; ", row);

    /// <summary>The verdict's JSON.</summary>
    public static string Write(ClaimResult result) => JsonSerializer.Serialize(result, s_json);

    /// <summary>Reads the JSON of a verdict.</summary>
    /// <exception cref="FormatException">
    /// A property is missing, misspelt, or of the wrong kind. The message is a sentence that names it.
    /// </exception>
    public static ClaimResult Read(string json)
    {
        try
        {
            var result = JsonSerializer.Deserialize<ClaimResult>(json, s_json)
                ?? throw new FormatException("The verdict cannot be read: it is null.");
            string[] missing = [.. Missing(result)];
            return missing.Length == 0
                ? result
                : throw new FormatException($"The verdict of '{result.Id}' cannot be read: {result.Verdict} needs "
                    + $"{string.Join(" and ", missing)}, which it lacks.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"The verdict cannot be read: {error.Message}", error);
        }
    }

    private static IEnumerable<string> Missing(ClaimResult result)
    {
        var needed = new List<(string Name, bool IsThere)> { ("id", result.Id.Length > 0) };
        if (result.Verdict is not (Verdict.NotRun or Verdict.NotMeasurable))
        {
            needed.Add(("controlVerdict", result.ControlVerdict is not null));
            needed.Add(("form", result.Form is not null));
            needed.Add(("criterion", result.Criterion is not null));
            needed.Add(("evidence", result.Evidence.Count > 0));
            needed.Add(("controlEvidence", result.ControlEvidence.Count > 0));
        }
        if (result.Verdict is not (Verdict.Holds or Verdict.Refuted or Verdict.Inconclusive))
        {
            needed.Add(("qualifier", result.Qualifier is not null));
        }
        return needed.Where(property => !property.IsThere).Select(property => property.Name);
    }
}
