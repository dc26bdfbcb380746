using System.Runtime.InteropServices;

namespace HonestAsync.Lab;

/// <summary>
/// The child's side: reads the parent's lines on a thread of its own, and ends this process when the parent is gone.
/// A starved pool, a deadlock or an endless loop in this process cannot stop it.
/// </summary>
internal sealed class ParentWatch
{
    private readonly PosixSignalRegistration _interrupt;
    private readonly Func<string, string?> _answer;
    private readonly Action _gone;

    private ParentWatch(Func<string, string?> answer, Action gone)
    {
        (_answer, _gone) = (answer, gone);
        // Ctrl+C is for the parent: when that ends, this one follows
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        ProcessGroup.Lead();
    }

    /// <param name="answer">Answers a line; null for no answer.</param>
    /// <param name="gone">Called when the parent has gone; null ends the process and its group at once.</param>
    public static ParentWatch Begin(Func<string, string?> answer, Action? gone = null)
    {
        var watch = new ParentWatch(answer, gone ?? ProcessGroup.EndOwn);
        new Thread(watch.Read) { IsBackground = true, Name = "parent watch" }.Start();
        return watch;
    }

    /// <summary>Prints a line for the parent.</summary>
    public static void Say(string line)
    {
        try
        {
            lock (Console.Out)
            {
                Console.Out.WriteLine(line);
                Console.Out.Flush();
            }
        }
        catch (IOException)
        {
            // the parent is gone; the reading thread notices, too
        }
    }

    private void Read()
    {
        try
        {
            while (Console.In.ReadLine() is { } line)
            {
                if (_answer(line) is { } answer)
                {
                    Say(answer);
                }
            }
        }
        catch (IOException)
        {
            // as good as the end of the input
        }
        GC.KeepAlive(_interrupt);
        _gone();
    }
}
