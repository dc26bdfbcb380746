using System.Text;

namespace HonestAsync.Dojo;

/// <summary>
/// Standard output or error. A write that fails is an <see cref="OutputException"/>, also to a pipe without a reader,
/// which .NET's own stream ignores: the command would go on for no reader.
/// </summary>
/// <param name="inner">.NET's own stream.</param>
/// <param name="state">Asked before each write.</param>
internal sealed class StandardStream(Stream inner, Func<DescriptorState> state) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Makes <see cref="Console.Out"/> and <see cref="Console.Error"/> write through such streams.</summary>
    public static void Install()
    {
        Console.SetOut(Writer(Console.OpenStandardOutput, 1));
        Console.SetError(Writer(Console.OpenStandardError, 2));
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        switch (state())
        {
            case DescriptorState.ReaderIsGone:
                throw new OutputException("the reader has ended") { ReaderIsGone = true };
            case DescriptorState.Closed:
                throw new OutputException("it was closed before the start");
        }
        try
        {
            inner.Write(buffer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(error.Message.TrimEnd('.'), error);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // nothing is kept back
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // a descriptor that was closed may be one of the runtime's by now: opened only where it is not
    private static StreamWriter Writer(Func<Stream> open, int descriptor)
    {
        var inner = StandardDescriptor.StateOf(descriptor) == DescriptorState.Closed ? Null : open();
        var stream = new StandardStream(inner, () => StandardDescriptor.StateOf(descriptor));
        var withoutMark = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new StreamWriter(stream, withoutMark) { AutoFlush = true };
    }
}
