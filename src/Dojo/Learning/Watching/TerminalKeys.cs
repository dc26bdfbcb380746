using System.Threading.Channels;

namespace HonestAsync.Dojo;

/// <summary>What is typed, read by a thread of its own: it ends with the process.</summary>
internal static class TerminalKeys
{
    /// <summary>Each key of the terminal, unechoed.</summary>
    public static ChannelReader<ConsoleKeyInfo> Pressed() => InBackground(keys =>
    {
        while (true)
        {
            keys.TryWrite(Console.ReadKey(intercept: true));
        }
    });

    /// <summary>No key, and the end of the input.</summary>
    public static ChannelReader<ConsoleKeyInfo> UntilEndOf(TextReader input) => InBackground(_ =>
    {
        while (input.Read() >= 0)
        {
        }
    });

    private static ChannelReader<ConsoleKeyInfo> InBackground(Action<ChannelWriter<ConsoleKeyInfo>> read)
    {
        var keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
        new Thread(() =>
        {
            try
            {
                read(keys.Writer);
            }
            catch (Exception error) when (error is IOException or InvalidOperationException)
            {
                // the terminal is gone
            }
            keys.Writer.TryComplete();
        })
        { IsBackground = true, Name = "keys" }.Start();
        return keys.Reader;
    }
}
