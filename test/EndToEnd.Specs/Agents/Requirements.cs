using EdgeActors.Specs.SharedModels;

namespace EdgeActors.Specs.Agents;

/// <summary>A fact that needs something this machine may lack, and says so visibly instead of passing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsFactAttribute : FactAttribute
{
    public NeedsFactAttribute(params string[] needs) => Skip = Needs.Missing(needs);
}

/// <inheritdoc cref="NeedsFactAttribute" />
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsTheoryAttribute : TheoryAttribute
{
    public NeedsTheoryAttribute(params string[] needs) => Skip = Needs.Missing(needs);
}

/// <summary>Names of what a spec can need.</summary>
internal static class Needs
{
    public const string Models = "models";
    public const string Linux = "linux";
    public const string PythonGrpc = "python";
    public const string CppGrpc = "cpp";
    public const string Node = "node";
    public const string Strace = "strace";
    public const string Root = "root";
    public const string Btrfs = "btrfs";
    public const string Bindfs = "bindfs";
    public const string Faketime = "faketime";
    public const string Rgw = "rgw";
    public const string Gcc = "gcc";
    public const string Packages = "packages";
    public const string Debian = "debian";
    public const string BootableDebian = "bootable-debian";
    public const string Arm64 = "arm64";
    public const string Shellcheck = "shellcheck";
    public const string SystemdAnalyze = "systemd-analyze";

    private static readonly Dictionary<string, (Func<bool> There, string Cure)> Known = new()
    {
        [Models] = (() => ModelIndex.Absent is null, "shared/models is not beside this checkout; set EDGEACTORS_MODELS to its folder"),
        [Linux] = (OperatingSystem.IsLinux, "this spec needs Linux"),
        [PythonGrpc] = (
            () => Directory.Exists("/usr/lib/python3/dist-packages/grpc") && Workplace.Has("protoc"),
            "install Debian's python3-grpcio, python3-protobuf and protobuf-compiler"),
        [CppGrpc] = (
            () => File.Exists("/usr/include/grpcpp/grpcpp.h") && File.Exists("/usr/include/google/protobuf/message.h") && Workplace.Has("cmake") && Workplace.Has("g++") && Workplace.Has("grpc_cpp_plugin"),
            "install g++, cmake, pkg-config, libgrpc++-dev, libprotobuf-dev and protobuf-compiler-grpc"),
        [Gcc] = (() => OperatingSystem.IsLinux() && Workplace.Has("gcc"), "install gcc on Linux: it builds the stand-in for libdlr"),
        [Strace] = (() => Workplace.Has("strace"), "install strace"),
        [Btrfs] = (
            () => Workplace.Has("mkfs.btrfs") && File.ReadLines("/proc/filesystems").Any(static line => line.EndsWith("btrfs", StringComparison.Ordinal)),
            "install Debian's btrfs-progs, and have a kernel with btrfs (modprobe btrfs)"),
        [Bindfs] = (() => Workplace.Has("bindfs") && File.Exists("/dev/fuse"), "install Debian's bindfs, and have a kernel with FUSE (modprobe fuse)"),
        [Faketime] = (() => FaketimeLibrary is not null, "install Debian's faketime"),
        [Root] = (() => Environment.IsPrivilegedProcess, "this spec mounts file systems, sets file flags or becomes other users: run it as root"),
        [Rgw] = (
            () => S3.RadosGateway.Root is not null,
            "no Ceph RGW here: run .ci/run as root with a network, or set EDGEACTORS_RGW to a chroot that holds radosgw, and be root"),
        [Packages] = (
            () => PackagesFolder is not null,
            "run deploy/build --rid linux-x64 --out FOLDER on Linux x64, and set EDGEACTORS_PACKAGES to FOLDER; .ci/run does"),
        [Debian] = (() => DebianFolder is not null, "set EDGEACTORS_DEBIAN to a clean Debian root that debootstrap made with ca-certificates and libstdc++6; .ci/run does"),
        [BootableDebian] = (
            () => BootableDebianFolder is not null,
            "set EDGEACTORS_BOOTABLE_DEBIAN to a Debian root that debootstrap made with ca-certificates, libstdc++6, dbus and systemd-sysv, and that systemd-nspawn can boot; .ci/run does"),
        [Arm64] = (
            () => Arm64Folder is not null && Workplace.Has(Arm64Emulator) && File.Exists(Path.Combine(PackagesFolder ?? "", "edgeactors-linux-arm64.zip")),
            $"run deploy/build with --rid linux-arm64 too, install {Arm64Emulator}, and set EDGEACTORS_ARM64_ROOT to a root with arm64's libraries of C, C++ and OpenSSL; .ci/run does"),
        [Shellcheck] = (() => Workplace.Has("shellcheck"), "install shellcheck"),
        [SystemdAnalyze] = (() => Workplace.Has("systemd-analyze"), "install systemd"),
        [Node] = (() => Workplace.Has("npm") && Workplace.Has("node"), "install Node.js with npm"),
    };

    /// <summary>What fakes the time of a program it is loaded into; null when it is not installed.</summary>
    public static string? FaketimeLibrary { get; } = !Directory.Exists("/usr/lib")
        ? null
        : Directory.GetDirectories("/usr/lib", "*-linux-gnu*").Select(d => Path.Combine(d, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);

    /// <summary>Where <c>deploy/build</c> has put its packages; null when it was not run.</summary>
    public static string? PackagesFolder { get; } = FolderOf("EDGEACTORS_PACKAGES");

    /// <summary>A Debian that specs may copy; null when there is none.</summary>
    public static string? DebianFolder { get; } = FolderOf("EDGEACTORS_DEBIAN");

    /// <summary>A Debian with systemd that specs may copy and boot; null when there is none.</summary>
    public static string? BootableDebianFolder { get; } = FolderOf("EDGEACTORS_BOOTABLE_DEBIAN");

    /// <summary>Runs programs for arm64 on this machine.</summary>
    public static string Arm64Emulator => "qemu-aarch64-static";

    /// <summary>Where that finds the libraries of the system; null when there is none.</summary>
    public static string? Arm64Folder { get; } = FolderOf("EDGEACTORS_ARM64_ROOT");
    public static string? Missing(IEnumerable<string> needs) =>
        string.Join("; ", needs.Where(n => !Known[n].There()).Select(n => Known[n].Cure)) is { Length: > 0 } cures ? cures : null;

    private static string? FolderOf(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folder && Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
}
