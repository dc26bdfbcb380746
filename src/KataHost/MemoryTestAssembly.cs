using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace HonestAsync.KataHost;

/// <summary>A test assembly in memory; xunit asks for its path through an interface.</summary>
internal sealed class MemoryTestAssembly(Assembly assembly, string path)
    : XunitTestAssembly(assembly, configFileName: null, new Version(1, 0), uniqueID: "kata"), IAssemblyMetadata
{
    string IAssemblyMetadata.AssemblyPath => path;
}
