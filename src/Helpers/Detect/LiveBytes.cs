using System.Runtime.CompilerServices;

namespace HonestAsync;

/// <summary>Bytes that stay alive on the heap for each of many equal things.</summary>
public static class LiveBytes
{
    /// <summary>
    /// Makes <paramref name="count"/> things, collects garbage, and divides what the heap grew by; the array
    /// that holds them is taken off. Others who allocate meanwhile blur it: use a count in the thousands.
    /// </summary>
    public static double PerItem(int count, Func<int, object> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        object[] held = new object[count];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Fill(held, make);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(held);
        return (double)(after - before) / count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fill(object[] held, Func<int, object> make)
    {
        for (int i = 0; i < held.Length; i++)
        {
            held[i] = make(i);
        }
    }
}
