using System.Text;

namespace HonestAsync.Processes;

/// <summary>Reads a stream of a process: keeps the beginning, and counts the rest. Thread-safe.</summary>
/// <param name="kept">How many characters are kept.</param>
public sealed class BoundedOutput(int kept)
{
    private const int BufferLength = 16 * 1024;
    private readonly StringBuilder _text = new();
    private long _count;

    /// <summary>Characters read so far, kept or not.</summary>
    public long Characters => Interlocked.Read(ref _count);

    /// <summary>True when more was read than is kept.</summary>
    public bool IsCut => Characters > kept;

    /// <summary>Reads until the stream ends. An error of the stream is its end: the process is gone.</summary>
    public async Task ReadAsync(StreamReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        char[] buffer = new char[BufferLength];
        try
        {
            while (await reader.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var count)
            {
                Add(buffer.AsSpan(0, count));
            }
        }
        catch (Exception error) when (IsEnd(error))
        {
            // the process is gone
        }
    }

    /// <summary>The same on the calling thread; needs no thread of the pool.</summary>
    /// <param name="reader">A stream of a process.</param>
    /// <param name="cut">Called once when more is read than is kept.</param>
    public void Read(StreamReader reader, Action? cut = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        char[] buffer = new char[BufferLength];
        try
        {
            while (reader.Read(buffer) is > 0 and var count)
            {
                bool wasCut = IsCut;
                Add(buffer.AsSpan(0, count));
                if (IsCut && !wasCut)
                {
                    cut?.Invoke();
                }
            }
        }
        catch (Exception error) when (IsEnd(error))
        {
            // the process is gone
        }
    }

    /// <summary>What is kept.</summary>
    public override string ToString()
    {
        lock (_text)
        {
            return _text.ToString();
        }
    }

    private void Add(ReadOnlySpan<char> read)
    {
        Interlocked.Add(ref _count, read.Length);
        lock (_text)
        {
            _text.Append(read[..Math.Min(read.Length, kept - _text.Length)]);
        }
    }

    private static bool IsEnd(Exception error) => error is IOException or ObjectDisposedException or InvalidOperationException;
}
