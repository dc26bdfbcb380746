using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.Utility;

namespace HonestAsync.Kernel;

/// <summary>
/// What the library's kernels show, as outputs of the running cell. The console is captured by
/// <see cref="OutputCapture"/> instead: the library loses what threads without an execution context print, and what
/// is printed after a cell's end.
/// </summary>
internal sealed class KernelOutput : IDisposable
{
    private readonly List<IDisposable> _ends = [];

    public KernelOutput(CompositeKernel kernel)
    {
        _ends.Add(kernel.KernelEvents.Subscribe(Show));
        _ends.Add(Formatter.SubscribeToDisplayedValues(ShowLate));
        // held for as long as the session lives, or the library swaps the console at each command
        var libraryConsole = ConsoleOutput.Subscribe(_ => System.Reactive.Disposables.Disposable.Empty);
        _ends.Add(OutputCapture.Install());
        _ends.Add(libraryConsole);
    }

    public void Dispose() => _ends.ForEach(end => end.Dispose());

    private static void Show(KernelEvent happened)
    {
        var output = happened switch
        {
            StandardOutputValueProduced text => new StreamOutput(StreamOutput.StandardOutput, Text(text)),
            StandardErrorValueProduced text => new StreamOutput(StreamOutput.StandardError, Text(text)),
            ReturnValueProduced { Value: DisplayedValue } => null,
            ReturnValueProduced value => new ValueOutput(BundleOf(value), IsResult: true),
            DisplayEvent value and (DisplayedValueProduced or DisplayedValueUpdated) => Displayed(
                value.Value, value.FormattedValues, value.ValueId, value is DisplayedValueUpdated),
            _ => (CellOutput?)null,
        };
        if (output is null)
        {
            return;
        }
        try
        {
            OutputCapture.Emit(output);
        }
        catch (OperationCanceledException)
        {
            // an interrupted cell shows no more; thrown on, it would end the subscription
        }
    }

    // the library drops what is displayed or updated once its command has ended
    private static void ShowLate(DisplayedValue value)
    {
        if (KernelInvocationContext.Current is null or { IsComplete: true })
        {
            OutputCapture.Emit(Displayed(value.Value, value.FormattedValues, value.DisplayId, value.IsUpdated));
        }
    }

    private static ValueOutput Displayed(
        object? value, IEnumerable<FormattedValue> written, string? id, bool isUpdate) =>
        new(isUpdate ? MimeBundle.Of(value) : MimeBundle.Of(value, written), IsResult: false)
        {
            DisplayId = id, IsUpdate = isUpdate,
        };

    // values of other languages come as text and JSON, C# ones as themselves
    private static System.Text.Json.Nodes.JsonObject BundleOf(ReturnValueProduced value) =>
        value.Command is { TargetKernelName: "csharp" } && value.Value is not FormattedValue
            ? MimeBundle.Of(value.Value)
            : MimeBundle.Of(value.Value, value.FormattedValues);

    private static string Text(DisplayEvent text) => text.FormattedValues.FirstOrDefault()?.Value ?? "";
}
