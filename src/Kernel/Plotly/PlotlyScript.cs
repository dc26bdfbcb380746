using System.IO.Compression;
using System.Reflection;

namespace HonestAsync.Kernel;

/// <summary>
/// Plotly's own script, which Plotly.NET carries inside its assembly: 3.6 MB, packed into 1.5 MB of text. A page needs
/// it once, so only the first chart of a session gets it. Nothing is loaded from the network. Thread-safe.
/// </summary>
internal sealed class PlotlyScript
{
    private int _given;

    /// <summary>The one of this process's session.</summary>
    public static PlotlyScript OfSession { get; } = new();

    public static bool IsIn(Assembly plotly) => NameIn(plotly) is not null;

    /// <returns>Compressed by gzip, in base64; null for every call but the first, or if the assembly has none.</returns>
    public string? TakeOnce(Assembly plotly)
    {
        if (NameIn(plotly) is not { } name || Interlocked.Exchange(ref _given, 1) != 0)
        {
            return null;
        }
        using var script = plotly.GetManifestResourceStream(name)!;
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            script.CopyTo(gzip);
        }
        return Convert.ToBase64String(packed.ToArray());
    }

    private static string? NameIn(Assembly plotly) => plotly.GetManifestResourceNames().FirstOrDefault(name =>
        name.Contains("plotly", StringComparison.OrdinalIgnoreCase)
        && name.EndsWith(".min.js", StringComparison.OrdinalIgnoreCase));
}
