namespace HonestAsync.KataHost;

/// <summary>Keeps one processor busy until standard input ends: what a proof runs beside.</summary>
internal static class Hog
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
