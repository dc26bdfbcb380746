using System.Reflection;
using Plotly.NET;

namespace HonestAsync.Lab;

/// <summary>
/// Our kernel shows Plotly.NET's charts by itself. The .NET Interactive tool would list their properties, 80 KB of them,
/// and cannot draw them either: its last version, 1.0.712001, has FSharp.Core 10.0, and Plotly.NET 6 needs 10.1. So it
/// shows the picture that the chart carries.
/// </summary>
internal static class DotNetInteractive
{
    private const string Sentence = "<p style=\"font-size: 12px; opacity: 0.75\">Not interactive here: Plotly.NET 6 does "
        + "not run in the .NET Interactive tool. The kernel of this repository draws it.</p>";

    private static readonly string[] s_preferred = ["text/html", "text/plain"];
    private static int s_found;

    /// <summary>Does nothing after the first call, and nothing where the tool is not running.</summary>
    public static void ShowPictures()
    {
        if (Interlocked.Exchange(ref s_found, 1) == 0 && Loaded("Kernel") is null
            && Loaded("Microsoft.DotNet.Interactive.Formatting") is { } formatting)
        {
            Register(formatting);
        }
    }

    /// <summary>By reflection: the lab references no kernel. A version with other methods is left alone.</summary>
    internal static void Register(Assembly formatting)
    {
        var formatter = formatting.GetType("Microsoft.DotNet.Interactive.Formatting.Formatter");
        var register = formatter?.GetMethod("Register", [typeof(Type), typeof(Action<object, TextWriter>), typeof(string)]);
        var prefer = formatter?.GetMethod("SetPreferredMimeTypesFor", [typeof(Type), typeof(string[])]);
        if (register is null || prefer is null)
        {
            return;
        }

        Action<object, TextWriter> html = (chart, writer) => writer.Write(Picture(chart) + Sentence);
        Action<object, TextWriter> text = (_, writer) => writer.Write("Interactive chart; not interactive here.");
        register.Invoke(null, [typeof(GenericChart), html, s_preferred[0]]);
        register.Invoke(null, [typeof(GenericChart), text, s_preferred[1]]);
        prefer.Invoke(null, [typeof(GenericChart), s_preferred]);
    }

    private static Assembly? Loaded(string name) => Array.Find(AppDomain.CurrentDomain.GetAssemblies(),
        assembly => string.Equals(assembly.GetName().Name, name, StringComparison.Ordinal));

    private static string? Picture(object chart) =>
        GenericChart.getLayout((GenericChart)chart).TryGetPropertyValue("meta")?.Value is DynamicObj.DynamicObj meta
            ? meta.TryGetPropertyValue("svg")?.Value as string
            : null;
}
