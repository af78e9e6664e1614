using EdgeActors.Doctor.Books;
using EdgeActors.Doctor.Buckets;
using EdgeActors.Doctor.Clocks;
using EdgeActors.Doctor.Disks;
using EdgeActors.Doctor.Egress;
using EdgeActors.Doctor.Engines;
using EdgeActors.Doctor.Fleets;
using EdgeActors.Doctor.Folders;
using EdgeActors.Doctor.Keys;
using EdgeActors.Doctor.Limits;
using EdgeActors.Doctor.Nucleus;
using EdgeActors.Doctor.Segments;
using EdgeActors.Doctor.Serving;
using EdgeActors.Doctor.Settings;
using EdgeActors.Doctor.Sockets;
using EdgeActors.Doctor.User;

namespace EdgeActors.Doctor;

/// <summary>The checks and the codes of <c>edgeactors doctor</c>, in the order of reports. A new check is added here.</summary>
internal static class Checks
{
    /// <summary>One for each area.</summary>
    public static readonly IReadOnlyList<ICheck> All =
    [
        new SettingsCheck(), new UserCheck(), new SocketCheck(), new AgentCheck(), new FolderCheck(), new DiskCheck(), new JournalCheck(), new ClockCheck(),
        new EngineCheck(), new KeyCheck(), new BucketCheck(), new FleetCheck(), new EgressCheck(), new LimitCheck(), new SegmentCheck(), new NucleusCheck(),
    ];

    /// <summary>Every code that can be found.</summary>
    public static readonly IReadOnlyList<DoctorCode> Codes =
    [
        .. SettingsCodes.All, .. UserCodes.All, .. SocketCodes.All, .. AgentCodes.All, .. FolderCodes.All, .. DiskCodes.All, .. JournalCodes.All,
        .. ClockCodes.All, .. EngineCodes.All, .. KeyCodes.All, .. BucketCodes.All, .. FleetCodes.All, .. EgressCodes.All, .. LimitCodes.All, .. SegmentCodes.All,
        .. NucleusCodes.All, .. CheckCodes.All,
    ];
}
