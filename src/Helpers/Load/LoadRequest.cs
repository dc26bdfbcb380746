using System.Runtime.InteropServices;

namespace HonestAsync;

/// <summary>One request of a load.</summary>
/// <param name="Number">Its number in the order of starting, from 0.</param>
/// <param name="IntendedStart">
/// When it was due, counted from the start of the run; in a closed loop, when it started.
/// </param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LoadRequest(int Number, TimeSpan IntendedStart);
