using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Host.Mef;

namespace HonestAsync.Kernel;

/// <summary>
/// The library opens an editor's workspace with every service that Roslyn has, although a headless run asks for none:
/// 0.3 to 1 s of CPU and 25 MB at each start.
/// </summary>
internal static class EditorServices
{
    /// <summary>
    /// Leaves only what a workspace itself needs: no completion, no hover. Before the first session. Where Roslyn no
    /// longer allows it, all services are loaded, later.
    /// </summary>
    public static void LeaveOut()
    {
        try
        {
            SetDefaultHost(null, MefHostServices.Create(
                [typeof(Workspace).Assembly, Assembly.Load("Microsoft.CodeAnalysis.CSharp.Workspaces")]));
        }
        catch (MissingMethodException)
        {
            // slower, and right
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "set_DefaultHost")]
    private static extern void SetDefaultHost(MefHostServices? type, MefHostServices host);
}
