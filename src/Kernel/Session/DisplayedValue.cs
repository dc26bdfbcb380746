namespace HonestAsync.Kernel;

/// <summary>A value that was shown by <c>display</c> and can be shown anew in the same place.</summary>
public sealed class DisplayedValue
{
    private readonly string _id = Guid.NewGuid().ToString("N");

    internal DisplayedValue(object? value) => Show(value, isUpdate: false);

    /// <summary>
    /// Shows another value instead. Any thread, also after the cell has ended; a headless run shows both.
    /// </summary>
    public void Update(object? value) => Show(value, isUpdate: true);

    private void Show(object? value, bool isUpdate) =>
        OutputCapture.Emit(new ValueOutput(MimeBundle.Of(value), IsResult: false) { DisplayId = _id, IsUpdate = isUpdate });
}
