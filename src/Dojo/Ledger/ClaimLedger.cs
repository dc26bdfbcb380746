using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HonestAsync.Dojo;

/// <summary>
/// The ledger of claims, notebooks and katas: the one list from which everything else is made.
/// </summary>
public sealed record ClaimLedger
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter<Verdict>(namingPolicy: null, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
    };

    /// <summary>The curriculum, in order.</summary>
    public required IReadOnlyList<NotebookEntry> Notebooks { get; init; }

    /// <summary>The catalogue, by folder number.</summary>
    public required IReadOnlyList<KataEntry> Katas { get; init; }

    /// <summary>All claims.</summary>
    public required IReadOnlyList<Claim> Claims { get; init; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DojoException">It is missing or broken; the message names the line.</exception>
    public static ClaimLedger Load(string file)
    {
        try
        {
            return Parse(File.ReadAllText(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DojoException($"The ledger cannot be read: {error.Message}",
                "Restore notebooks/claims.json, for example with git checkout.", error);
        }
        catch (JsonException error)
        {
            throw new DojoException($"notebooks/claims.json is broken: {error.Message}",
                "Correct it there, or restore the file with git checkout.", error);
        }
    }

    /// <summary>Reads the text of a ledger.</summary>
    public static ClaimLedger Parse(string json) =>
        JsonSerializer.Deserialize<ClaimLedger>(json, s_json) ?? throw new JsonException("the file is empty");

    /// <summary>The claim of that id, or null.</summary>
    public Claim? Find(string id) => Claims.FirstOrDefault(claim => claim.Id == id);

    /// <summary>The claims that a run of this notebook must judge: its own, except the pending ones and, while it is
    /// partial, those that no run has judged yet.</summary>
    public IEnumerable<Claim> DueIn(string notebook)
    {
        bool partial = Notebooks.Any(entry => entry.Number == notebook && entry.Partial == true);
        return Claims.Where(claim => claim.Notebook == notebook && claim.Pending is null
            && !(partial && claim.Verdict is null));
    }

    /// <summary>
    /// The ledger with what <paramref name="verdicts"/> say of the claims that their notebook owns.
    /// </summary>
    public ClaimLedger With(IEnumerable<MeasuredVerdict> verdicts)
    {
        var owned = verdicts.Where(verdict => Find(verdict.Id)?.Notebook == verdict.Notebook && verdict.IsDecided)
            .ToDictionary(verdict => verdict.Id, StringComparer.Ordinal);
        return this with
        {
            Claims = [.. Claims.Select(claim => owned.TryGetValue(claim.Id, out var measured)
                ? claim with { Verdict = measured.Verdict, Pending = null }
                : claim)],
        };
    }

    /// <summary>The text of the file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_json) + "\n";
}
