using Schools.Domain;
using Schools.Storage;

namespace Schools.Testing;

/// <summary>What is rolled out in <see cref="SmallKreis"/>: a standard, and a school whose fibre is there but not its cabling.</summary>
internal static class SmallRollout
{
    public static readonly DateOnly FibreBuilt = new(2026, 3, 2);

    public static IReadOnlyList<GrainWrite> All =>
    [
        SmallKreis.Write(
            new GrainId(GrainKind.Standard, SmallKreis.Authority, "rkn"),
            null,
            [new EquipmentStandard.Published("Standard RKN", null, Items, FibreBuilt)],
            EquipmentStandard.Evolve,
            DomainJson.Default.EquipmentStandardState,
            DomainJson.Default.EquipmentStandardEvent),
        SmallKreis.Write(
            new GrainId(GrainKind.Rollout, SmallKreis.Authority, SmallKreis.Hammfeld.Value),
            null,
            [
                new Rollout.StepReached(RolloutStep.FibreOrdered, FibreBuilt, "Vertrag 17", false, null),
                new Rollout.StepReached(RolloutStep.FibreBuilt, FibreBuilt, null, false, null),
                new Rollout.StepScheduled(RolloutStep.Cabled, FibreBuilt.AddDays(18), RolloutExecutor.Contractor),
                new Rollout.Blocked("Brandschutz ungeklärt", "Bauamt", FibreBuilt.AddDays(20)),
                new Rollout.DefectRecorded(new Rollout.Defect(1, "Dose im Raum 1.01 lose", FibreBuilt.AddDays(40))),
            ],
            Rollout.Evolve,
            DomainJson.Default.RolloutState,
            DomainJson.Default.RolloutEvent),
        SmallWave.Begun,
    ];

    private static EquipmentStandard.Item[] Items =>
    [
        new(
            "display", "Anzeigegerät", StandardBasis.Room, 1, 1, [DeviceCategory.InteractiveDisplay, DeviceCategory.Projector],
            [RoomType.Classroom, RoomType.SpecialistRoom]),
        new("ap", "Access Point", StandardBasis.Room, 1, 1, [DeviceCategory.AccessPoint], [RoomType.Classroom, RoomType.SpecialistRoom]),
        new("endgeraet", "Endgerät je drei Lernende", StandardBasis.Pupil, 1, 3, [DeviceCategory.Tablet, DeviceCategory.Notebook]),
        new("anbindung", "Internetanbindung", StandardBasis.School, 1000, 1, [], null, StandardSubject.Uplink),
    ];
}
