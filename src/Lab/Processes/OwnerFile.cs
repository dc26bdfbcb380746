using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>
/// The owner of a temporary folder, written into it, so that a later start can tell leftovers from folders in use.
/// </summary>
/// <param name="Host">The machine, or the container.</param>
/// <param name="Boot">This start of the machine and the space of process ids; ids from elsewhere mean nothing here.</param>
/// <param name="Owners">The folder is in use while one of them lives.</param>
/// <param name="Workers">Processes that must not outlive the owners.</param>
internal sealed record OwnerFile(
    string Host, string Boot, IReadOnlyList<ProcessIdentity> Owners, IReadOnlyList<ProcessIdentity> Workers)
{
    public const string FileName = "owner.json";

    public static OwnerFile OfThisProcess { get; } = new(Environment.MachineName, BootOf(), [ProcessIdentity.Own], []);

    /// <summary>True only if no process can use the folder any more.</summary>
    public bool IsAbandoned =>
        // another container may share the temporary folder: what cannot be asked is left alone
        Host == OfThisProcess.Host && (Boot != OfThisProcess.Boot ? IsEarlierBoot : !Owners.Any(owner => owner.IsAlive));

    /// <summary>The folder's name holds the same in short, for the moment before the file is written.</summary>
    public static string FolderPrefix { get; } = $"{Space}-{ProcessIdentity.Own.Id}-{ProcessIdentity.Own.Start}-";

    private static string Space => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(OfThisProcess.Host + OfThisProcess.Boot)).AsSpan(0, 4));

    /// <returns>The owner by the name alone; null if the name holds no owner, or one of another machine.</returns>
    public static OwnerFile? ByName(string name)
    {
        string[] parts = name.Split('-');
        return parts.Length >= 3 && parts[0] == Space && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int id)
            ? OfThisProcess with { Owners = [new ProcessIdentity(id, parts[2])] }
            : null;
    }

    private bool IsEarlierBoot => Boot.Split(' ')[0] != OfThisProcess.Boot.Split(' ')[0];

    /// <returns>Null when there is none, or none of ours.</returns>
    public static OwnerFile? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<OwnerFile>(File.ReadAllText(Path.Combine(folder, FileName)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it in one step: a reader finds the old one or the new one, never half of it.</summary>
    public void Write(string folder)
    {
        string draft = Path.Combine(folder, FileName + ".draft");
        File.WriteAllText(draft, JsonSerializer.Serialize(this));
        File.Move(draft, Path.Combine(folder, FileName), overwrite: true);
    }

    private static string BootOf()
    {
        try
        {
            string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            return $"{boot} {File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // other systems: their start times are of the clock, and suffice
            return "";
        }
    }
}
