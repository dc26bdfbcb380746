namespace HonestAsync.Lab;

/// <summary>
/// A bug that needs one exact order. A backup looks twice whether somebody is saving, with one await between
/// the looks, and takes the version number at the first. A save that begins after the first look and is over
/// before the second was never seen: the copy gets the old version's label.
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
