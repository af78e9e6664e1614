using System.Reflection;
using EdgeActors.Specs.SharedModels;

namespace EdgeActors.Specs.Agents;

/// <summary>Where things are: the project's root, the built agent, the shared models, tools of the machine.</summary>
internal static class Workplace
{
    public static string Root { get; } = FindRoot();

    public static string Configuration { get; } =
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>The executable in the build output of src/EdgeRuntime, as a user would start it.</summary>
    public static string Agent { get; } = Path.Combine(
        Root, "src", "EdgeRuntime", "bin", Configuration, "net10.0", OperatingSystem.IsWindows() ? "edgeactors.exe" : "edgeactors");

    /// <summary>The shared test models, or null where this checkout has none beside it.</summary>
    public static string? Models => ModelIndex.Absent is null ? ModelIndex.Root : null;

    /// <summary>A folder for built clients, kept between runs.</summary>
    public static string BuiltClients { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "clients")).FullName;

    /// <summary>Whether a program of the machine is there; Debian's Python is asked for by its full path.</summary>
    public static bool Has(string program) => Path.IsPathRooted(program)
        ? File.Exists(program)
        : (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, program)));

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "EdgeActors.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("EdgeActors.sln is in no folder above " + AppContext.BaseDirectory);
    }
}
