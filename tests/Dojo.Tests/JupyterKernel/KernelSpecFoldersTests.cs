namespace HonestAsync.Dojo.Tests;

public class KernelSpecFoldersTests
{
    [Theory]
    [InlineData("linux", "", "/home/ada lovelace/.local/share/jupyter/kernels", "/home/ada lovelace/.local/share/honest-async/kernel")]
    [InlineData("linux", "XDG_DATA_HOME=/data", "/data/jupyter/kernels", "/data/honest-async/kernel")]
    [InlineData("linux", "JUPYTER_DATA_DIR=/j", "/j/kernels", "/home/ada lovelace/.local/share/honest-async/kernel")]
    [InlineData("macos", "", "/home/ada lovelace/Library/Jupyter/kernels", "/home/ada lovelace/Library/Application Support/honest-async/kernel")]
    [InlineData("windows", "APPDATA=/roaming;LOCALAPPDATA=/local", "/roaming/jupyter/kernels", "/local/honest-async/kernel")]
    [InlineData("windows", "", "/home/ada lovelace/AppData/Roaming/jupyter/kernels", "/home/ada lovelace/AppData/Local/honest-async/kernel")]
    public void Folders_are_those_where_clients_look(string system, string variables, string kernels, string programs)
    {
        var folders = Of(system, variables);

        Assert.Equal(kernels, folders.Kernels.Replace('\\', '/'));
        Assert.Equal(programs, folders.Programs.Replace('\\', '/'));
    }

    [Fact]
    public void Further_folders_of_clients_are_read_too() => Assert.Equal(
        ["/a/kernels", "/b c/kernels", "/usr/local/share/jupyter/kernels", "/usr/share/jupyter/kernels"],
        Of("linux", "JUPYTER_PATH=/a:/b c").Others.Select(folder => folder.Replace('\\', '/')));

    private static KernelSpecFolders Of(string system, string variables)
    {
        var set = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        return KernelSpecFolders.Of(system, "/home/ada lovelace", name => set.GetValueOrDefault(name));
    }
}
