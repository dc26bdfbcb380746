using System.Text.RegularExpressions;

namespace HonestAsync.Lab;

/// <summary>A flow of three steps in one of two styles: how it is written, and whether its caller sees a failing step.</summary>
/// <param name="Nesting">The deepest nesting of lambdas with a body in its source.</param>
/// <param name="ErrorBranches">Places in it that pass an error on.</param>
/// <param name="CaughtAround">Of three runs, each failing in another step: caught by a try around the start.</param>
/// <param name="Told">Of the same runs: the caller received the error in some way.</param>
public sealed partial record FlowStyle(int Nesting, int ErrorBranches, int CaughtAround, int Told)
{
    private const int Steps = 3;

    /// <summary>Every step calls back.</summary>
    public static Task<FlowStyle> CallbacksAsync() => MeasureAsync("CallbackOrder", async failing =>
    {
        var (queue, told) = (new Queue<Action>(), false);
        var steps = Enumerable.Range(0, Steps).Select(number => new Action<Action<Exception?>>(done =>
            queue.Enqueue(() => done(number == failing ? new IOException() : null)))).ToArray();
        bool caught = false;
        try
        {
            CallbackOrder.Place(steps, error => told = error is IOException);
            await Task.CompletedTask;
        }
        catch (IOException)
        {
            caught = true;
        }
        // the answers come after the caller has continued
        while (queue.TryDequeue(out var answer))
        {
            answer();
        }
        return (caught, told);
    });

    /// <summary>Every step is awaited.</summary>
    public static Task<FlowStyle> AwaitsAsync() => MeasureAsync("AwaitOrder", async failing =>
    {
        bool caught = false;
        try
        {
            await AwaitOrder.PlaceAsync([.. Enumerable.Range(0, Steps).Select(number => new Func<Task>(async () =>
            {
                await Task.Yield();
                if (number == failing)
                {
                    throw new IOException();
                }
            }))]);
        }
        catch (IOException)
        {
            caught = true;
        }
        return (caught, caught);
    });

    /// <summary>Lambdas with a body in braces, at most, around one place of a source text.</summary>
    internal static int LambdaNesting(string source)
    {
        var (braces, deepest) = (new Stack<bool>(), 0);
        foreach (Match token in Braces().Matches(source))
        {
            if (token.Value == "}")
            {
                braces.Pop();
                continue;
            }
            braces.Push(token.Value != "{");
            deepest = Math.Max(deepest, braces.Count(isLambda => isLambda));
        }
        return deepest;
    }

    private static async Task<FlowStyle> MeasureAsync(string file, Func<int, Task<(bool Caught, bool Told)>> run)
    {
        string source = Source(file);
        var (caught, told) = (0, 0);
        for (int failing = 0; failing < Steps; failing++)
        {
            var ending = await run(failing);
            caught += ending.Caught ? 1 : 0;
            told += ending.Told ? 1 : 0;
        }
        return new FlowStyle(LambdaNesting(source), ErrorBranch().Count(source), caught, told);
    }

    private static string Source(string name)
    {
        using var stream = typeof(FlowStyle).Assembly.GetManifestResourceStream($"flows/{name}.cs")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"=>\s*\{|\{|\}", RegexOptions.NonBacktracking)]
    private static partial Regex Braces();

    [GeneratedRegex(@"if \(error is not null\)|catch \(", RegexOptions.NonBacktracking)]
    private static partial Regex ErrorBranch();
}
