namespace HonestAsync;

internal static class OperationLetters
{
    private const string Spare = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A letter of its own for every operation, from its own name where one is left.</summary>
    public static Dictionary<string, char> For(IReadOnlyList<string> operations)
    {
        var letters = new Dictionary<string, char>(StringComparer.Ordinal);
        var free = new HashSet<char>(Spare);
        foreach (var operation in operations)
        {
            // "request 1" and "request 2" differ in their last word only, so word starts come first from the end
            var words = operation.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var wanted = words.Reverse().Select(word => char.ToUpperInvariant(word[0]))
                .Concat(operation.Select(char.ToUpperInvariant)).Concat(Spare);
            var letter = wanted.FirstOrDefault(free.Contains, '#');
            free.Remove(letter);
            letters[operation] = letter;
        }

        return letters;
    }
}
