using System.Runtime.InteropServices;

namespace HonestAsync.Dojo;

/// <summary>What became of the descriptor that standard output or error was given at the start.</summary>
internal enum DescriptorState
{
    Open,

    /// <summary>A pipe whose other end is closed.</summary>
    ReaderIsGone,

    /// <summary>Closed before this process started.</summary>
    Closed,
}

/// <summary>Asks the system about a descriptor, where .NET does not say; on Windows every one is open.</summary>
internal static class StandardDescriptor
{
    private const int GetFlags = 1;
    private const short Error = 8, HangUp = 16;

    public static DescriptorState StateOf(int descriptor)
    {
        if (OperatingSystem.IsWindows())
        {
            return DescriptorState.Open;
        }
        // what was inherited lacks the mark "close on exec"; a descriptor with it was closed, and its number has been
        // given to a pipe of the runtime, which text would confuse
        if (ControlFile(descriptor, GetFlags) != 0)
        {
            return DescriptorState.Closed;
        }
        var polled = new Polled { Descriptor = descriptor };
        return Poll(ref polled, 1, timeout: 0) > 0 && (polled.Found & (Error | HangUp)) != 0
            ? DescriptorState.ReaderIsGone
            : DescriptorState.Open;
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ControlFile(int descriptor, int command);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref Polled descriptors, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct Polled
    {
        public int Descriptor;
        public short Asked;
        public short Found;
    }
}
