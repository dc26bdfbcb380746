using System.Runtime.CompilerServices;

namespace HonestAsync.Testing;

/// <summary>
/// The processes that tests start live for a second or two: the runtime need not recompile hot methods in the background.
/// In the whole proof, which measures, they are as a user starts them.
/// </summary>
internal static class ShortLives
{
    // milliseconds without a new method before calls are counted, in hexadecimal as the runtime reads it: 10 s
    private const string Delay = "2710";

    [ModuleInitializer]
    internal static void Begin()
    {
        if (!WholeProof.IsOn)
        {
            Environment.SetEnvironmentVariable("DOTNET_TC_CallCountingDelayMs", Delay);
        }
    }
}
