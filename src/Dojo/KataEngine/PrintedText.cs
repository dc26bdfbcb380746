using System.Text;

namespace HonestAsync.Dojo;

/// <summary>Reads what a process prints: keeps the beginning and counts the rest. Thread safe.</summary>
internal sealed class PrintedText(int keep)
{
    private readonly StringBuilder _kept = new();
    private long _count;

    /// <summary>All that was printed.</summary>
    public long Characters => Interlocked.Read(ref _count);

    public async Task ReadAsync(StreamReader reader)
    {
        char[] buffer = new char[16 * 1024];
        try
        {
            while (await reader.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var count)
            {
                Interlocked.Add(ref _count, count);
                lock (_kept)
                {
                    _kept.Append(buffer, 0, Math.Min(count, keep - _kept.Length));
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // the process is gone
        }
    }

    public override string ToString()
    {
        lock (_kept)
        {
            return _kept.ToString();
        }
    }
}
