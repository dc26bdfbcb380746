namespace HonestAsync.Lab;

/// <summary>Work that needs nothing but a core.</summary>
public static class CpuWork
{
    private static ulong s_sink;

    /// <summary>
    /// A chain of multiplications, each waiting for the one before: four cycles a step on the cores of the last ten
    /// years, so 750 steps a microsecond at 3 GHz. No memory, nothing to predict, nothing to run side by side.
    /// </summary>
    public static void Spin(int steps)
    {
        ulong value = 14695981039346656037;
        for (uint step = 0; step < (uint)steps; step++)
        {
            value = (value * 1099511628211) ^ step;
        }
        Volatile.Write(ref s_sink, value);
    }
}
