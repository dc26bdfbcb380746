using System.Text;

namespace HonestAsync.Kernel;

/// <summary>Unbuffered, so that nothing is lost when the cell's next line ends the process.</summary>
internal sealed class CapturedWriter(string name) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override string NewLine => "\n";

    public override void Write(char value) => Emit(value.ToString());

    public override void Write(string? value) => Emit(value);

    public override void Write(char[] buffer, int index, int count) => Emit(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Emit(buffer.ToString());

    public override void WriteLine() => Emit("\n");

    public override void WriteLine(string? value) => Emit(value + "\n");

    public override void WriteLine(char[] buffer, int index, int count) =>
        Emit(new string(buffer, index, count) + "\n");

    public override void WriteLine(ReadOnlySpan<char> buffer) => Emit(buffer.ToString() + "\n");

    public override void WriteLine(object? value) => Emit(value + "\n");

    private void Emit(string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            OutputCapture.Emit(new StreamOutput(name, text));
        }
    }
}
