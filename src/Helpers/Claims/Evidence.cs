namespace HonestAsync;

/// <summary>
/// One row of measurements, by name, from which a <see cref="Rule"/> decides. The same names hold the
/// treatment's row and the control's. Immutable, so thread-safe: each addition returns a new row.
/// </summary>
public sealed class Evidence
{
    private readonly IReadOnlyList<(object Value, EvidenceEntry Shown)> _entries;
    private readonly HashSet<string>? _read;

    /// <summary>An empty row.</summary>
    public Evidence()
        : this([], null)
    {
    }

    private Evidence(IReadOnlyList<(object Value, EvidenceEntry Shown)> entries, HashSet<string>? read) =>
        (_entries, _read) = (entries, read);

    /// <summary>Adds a yes or no, or the result of comparing an exact trace.</summary>
    public Evidence Flag(string name, bool value) =>
        Add(name, value, value ? "yes" : "no", EvidenceForm.Trace);

    /// <summary>Adds an exact text: a trace, an order, an outcome.</summary>
    public Evidence Trace(string name, string value) => Add(name, value, value, EvidenceForm.Trace);

    /// <summary>Adds a count.</summary>
    public Evidence Count(string name, long value) => Add(name, value, Number(value), EvidenceForm.Count);

    /// <summary>Adds a number of bytes.</summary>
    public Evidence Bytes(string name, double value) =>
        Add(name, value, $"{Number(Math.Round(value))} B", EvidenceForm.Bytes);

    /// <summary>Adds a time of a virtual clock.</summary>
    public Evidence Virtual(string name, TimeSpan value) =>
        Add(name, value, $"{Number(value.TotalMilliseconds)} virtual ms", EvidenceForm.VirtualTime);

    /// <summary>Adds a ratio of interleaved pairs.</summary>
    public Evidence Ratio(string name, Ratio value) => Add(name, value, value.ToString(), EvidenceForm.Ratio);

    /// <summary>Reads a flag.</summary>
    public bool Flag(string name) => Read<bool>(name);

    /// <summary>Reads a trace.</summary>
    public string Trace(string name) => Read<string>(name);

    /// <summary>Reads a count.</summary>
    public long Count(string name) => Read<long>(name);

    /// <summary>Reads bytes.</summary>
    public double Bytes(string name) => Read<double>(name);

    /// <summary>Reads a virtual time.</summary>
    public TimeSpan Virtual(string name) => Read<TimeSpan>(name);

    /// <summary>Reads a ratio.</summary>
    public Ratio Ratio(string name) => Read<Ratio>(name);

    /// <summary>The names in this row, in order.</summary>
    public IReadOnlyList<string> Names => [.. _entries.Select(entry => entry.Shown.Name)];

    /// <summary>The row as people read it, in order.</summary>
    public IReadOnlyList<EvidenceEntry> Entries => [.. _entries.Select(entry => entry.Shown)];

    /// <inheritdoc/>
    public override string ToString() => Entries.ToText();

    /// <summary>The same row, writing into <paramref name="read"/> which names a rule looks at.</summary>
    internal Evidence Watched(HashSet<string> read) => new(_entries, read);

    /// <summary>The weakest form among the named entries: a chain of evidence is as strong as that.</summary>
    internal EvidenceForm WeakestOf(IReadOnlySet<string> names) =>
        Entries.Where(entry => names.Contains(entry.Name)).Select(entry => entry.Form).DefaultIfEmpty(EvidenceForm.Trace).Max();

    private static string Number(double value) =>
        value.ToString("#,0.###", System.Globalization.CultureInfo.InvariantCulture);

    private Evidence Add(string name, object value, string text, EvidenceForm form) =>
        _entries.Any(entry => entry.Shown.Name == name)
            ? throw new ArgumentException($"The row has '{name}' already.", nameof(name))
            : new Evidence([.. _entries, (value, new EvidenceEntry(name, text, form))], _read);

    private T Read<T>(string name)
    {
        var (found, shown) = _entries.FirstOrDefault(entry => entry.Shown.Name == name);
        if (shown is null)
        {
            throw new KeyNotFoundException($"The row has no '{name}'; it has: {string.Join(", ", Names)}.");
        }
        _read?.Add(name);
        return found is T value
            ? value
            : throw new InvalidCastException($"'{name}' is a {shown.Form}, not a {typeof(T).Name}.");
    }
}
