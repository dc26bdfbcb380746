using System.Diagnostics.CodeAnalysis;

namespace HonestAsync.Kernel;

/// <summary>What every cell can call without a using; the names are those of .NET Interactive.</summary>
[SuppressMessage("Naming", "CA1708", Justification = "the names that notebooks use")]
public static class CellFunctions
{
    /// <summary>Shows a value at once, with every MIME type its formatters offer.</summary>
    [SuppressMessage("Style", "IDE1006:Naming rule", Justification = "the name that notebooks use")]
    public static DisplayedValue display(object? value) => Display(value);

    /// <summary>Shows a value at once, with every MIME type its formatters offer.</summary>
    public static DisplayedValue Display(object? value) => new(value);

    /// <summary>
    /// Takes away what the cell has shown so far; with <paramref name="wait"/>, only when something new comes. A
    /// headless run keeps everything.
    /// </summary>
    public static void ClearOutput(bool wait = false) => OutputCapture.Emit(new ClearedOutput(wait));
}
