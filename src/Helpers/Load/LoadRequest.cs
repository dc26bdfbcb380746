using System.Runtime.InteropServices;

namespace HonestAsync;

/// <summary>One request of a load.</summary>
/// <param name="Number">From 0, in the order of starting.</param>
/// <param name="IntendedStart">When it was meant to start, counted from the start of the run. In a closed loop: when it did.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LoadRequest(int Number, TimeSpan IntendedStart);
