namespace HonestAsync.Lab;

/// <summary>
/// A bug that needs one exact order. A backup checks twice whether a save is in progress, with one await between
/// the checks, and reads the version number at the first. It does not see a save that begins after the first check and
/// ends before the second: the copy gets the old version's label.
/// </summary>
public static class BackupRace
{
    private const int Awaits = 4;

    /// <summary>A scenario for the explorer: one save and one backup, 4 awaits each.</summary>
    public static Action<Scenario> Of(bool answersAtOnce = false) => scenario =>
    {
        var disk = answersAtOnce ? new ScriptedDependency("disk") { AnswersAtOnce = true } : scenario.Dependency("disk");
        bool saving = false;
        int version = 1;
        bool wrongLabel = false;
        scenario.Operation("save", SaveAsync);
        scenario.Operation("backup", BackUpAsync);
        scenario.Outcome(() => wrongLabel ? "wrong label" : "right label");
        scenario.Expect("a copy has the label of what is in it", () => !wrongLabel);

        async Task SaveAsync()
        {
            saving = true;
            version++;
            await CallsAsync("save", Awaits);
            saving = false;
        }

        async Task BackUpAsync()
        {
            bool quietBefore = !saving;
            int label = version;
            await disk.CallAsync("open");
            bool quietAfter = !saving;
            wrongLabel = quietBefore && quietAfter && label != version;
            await CallsAsync("copy", Awaits - 1);
        }

        async Task CallsAsync(string label, int count)
        {
            for (int i = 1; i <= count; i++)
            {
                await disk.CallAsync($"{label} {i}");
            }
        }
    };
}
