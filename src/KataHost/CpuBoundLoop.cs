namespace HonestAsync.KataHost;

/// <summary>Keeps one processor busy until standard input ends: the load under which a proof runs.</summary>
internal static class CpuBoundLoop
{
    private static volatile bool s_ended;

    public static void Run()
    {
        new Thread(() =>
        {
            while (Console.In.Read() >= 0)
            {
            }
            s_ended = true;
        })
        { IsBackground = true, Name = "standard input" }.Start();
        while (!s_ended)
        {
        }
    }
}
