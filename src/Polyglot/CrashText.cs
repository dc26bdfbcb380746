namespace HonestAsync.Polyglot;

/// <summary>Why a child ended under its cell.</summary>
internal static class CrashText
{
    private const int Signal = 128;

    public static string Of(LanguageRuntime runtime, int exitCode, int? memoryLimit) => exitCode switch
    {
        _ when memoryLimit is not null =>
            $"{runtime.Name} ran out of memory: it has a limit of {memoryLimit} MB",
        Signal + 6 => $"{runtime.Name} aborted (SIGABRT)",
        Signal + 9 => $"{runtime.Name} was killed (SIGKILL), by its own code, from outside, or because the " +
            "machine ran out of memory",
        Signal + 11 => $"{runtime.Name} crashed (SIGSEGV)",
        > Signal => $"{runtime.Name} was ended by signal {exitCode - Signal}",
        _ => $"{runtime.Name} exited with code {exitCode}",
    };
}
