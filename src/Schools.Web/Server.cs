using Schools.Grains;
using Schools.Web.Api;
using Schools.Web.Evidence;
using Schools.Web.Exports;
using Schools.Web.District;
using Schools.Web.Imports;
using Schools.Web.Intake;
using Schools.Web.Licences;
using Schools.Web.Presets;
using Schools.Web.Profiles;
using Schools.Web.Quality;
using Schools.Web.Reports;

namespace Schools.Web;

/// <summary>The program without a subcommand: pages and interface over the grains, until it is told to stop.</summary>
internal static class Server
{
    /// <summary>Nothing reads settings again, and watching their files takes inotify instances, of which a Linux user has 128.</summary>
    private const string SettingsAreReadOnce = "--hostBuilder:reloadConfigOnChange=false";

    /// <returns>0 after an orderly end.</returns>
    /// <exception cref="StartRefusedException">It may not start.</exception>
    public static async Task<int> Run(string[] args)
    {
        await using var app = Build(args);
        await RunToTheEnd(app);
        return 0;
    }

    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [SettingsAreReadOnce, .. args],
            ContentRootPath = Hosting.ContentRoot,
        });
        builder.AddHosting();
        builder.AddObservability();
        builder.AddAccess();
        builder.AddRegister();
        builder.AddGrains();
        builder.AddImports();
        builder.AddProfiles();
        builder.AddIntake();
        builder.AddFigures();
        builder.AddQuality();
        builder.AddEvidence();
        builder.AddExports();
        builder.AddReports();
        builder.AddPresets();
        builder.AddPages();

        var app = builder.Build();
        app.UseHosting();
        app.UseErrorPages();
        app.UseFiles();
        app.UseAccess();
        app.MapHealth();
        app.MapPages();
        app.MapRegisterApi();
        app.MapImportApi();
        app.MapProfileApi();
        app.MapIntakeApi();
        app.MapPresetApi();
        app.MapExportApi();
        app.MapFigureApi();
        app.MapReportApi();
        app.MapQualityApi();
        app.MapEvidenceApi();
        app.MapTableApi();
        app.MapRolloutReportApi();
        app.MapLicenceApi();
        return app;
    }

    private static async Task RunToTheEnd(WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop while it was starting: an end as good as any.
        }
    }
}
