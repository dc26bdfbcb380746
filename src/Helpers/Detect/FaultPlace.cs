using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace HonestAsync;

/// <summary>Finds the code that threw, or started a task, in a stack.</summary>
internal static class FaultPlace
{
    /// <summary>The innermost frame of <paramref name="error"/> that is code under test; null if it was never thrown.</summary>
    public static string? Thrown(Exception error) =>
        new StackTrace(error, fNeedFileInfo: true).GetFrames().Where(IsOfTheCode).Select(Describe).FirstOrDefault();

    /// <summary>
    /// Called where an async method throws: the code that called that method, if it is still running its first part.
    /// </summary>
    public static string? Starter()
    {
        var frames = new StackTrace(fNeedFileInfo: true).GetFrames();
        int move = Array.FindIndex(frames, static frame => IsStateMachine(frame.GetMethod()?.DeclaringType));
        // the builder's Start runs the first part of an async method; a part after a suspension is called by others
        int next = move + 1;
        while (move >= 0 && next < frames.Length && IsBuildersStart(frames[next].GetMethod()))
        {
            next++;
        }
        if (move < 0 || next == move + 1)
        {
            return null;
        }
        string started = MethodOf(frames[move].GetMethod()!.DeclaringType!);
        return frames.Skip(next).SkipWhile(frame => frame.GetMethod()?.Name == started).Where(IsOfTheCode).Select(Describe).FirstOrDefault();
    }

    private static bool IsBuildersStart(MethodBase? method) =>
        method?.Name == "Start" && method.DeclaringType?.Namespace == "System.Runtime.CompilerServices";

    private static bool IsStateMachine(Type? type) =>
        typeof(IAsyncStateMachine).IsAssignableFrom(type) && type!.Name.Contains('>', StringComparison.Ordinal);

    // <SaveAsync>d__3 was made from SaveAsync
    private static string MethodOf(Type stateMachine) =>
        stateMachine.Name[1..stateMachine.Name.IndexOf('>', StringComparison.Ordinal)];

    private static bool IsOfTheCode(StackFrame frame) =>
        frame.GetMethod() is { DeclaringType: { } type } method && type.Assembly != typeof(FaultPlace).Assembly
        && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true
        && method.GetCustomAttribute<StackTraceHiddenAttribute>() is null;

    private static string Describe(StackFrame frame)
    {
        var method = frame.GetMethod()!;
        var type = method.DeclaringType!;
        bool isStateMachine = IsStateMachine(type);
        string name = isStateMachine ? MethodOf(type) : method.Name;
        string owner = (isStateMachine ? type.DeclaringType : type)?.Name ?? type.Name;
        string file = Path.GetFileName(frame.GetFileName() ?? "");
        return file.Length == 0 ? $"{owner}.{name}" : $"{owner}.{name}, {file}:{frame.GetFileLineNumber()}";
    }
}
