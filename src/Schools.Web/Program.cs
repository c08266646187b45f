using Schools.Web;
using Schools.Web.Api;
using Schools.Web.Imports;

if (args is ["migrate", ..])
{
    return await Migration.Run(args[1..]);
}
if (args is ["health", ..])
{
    return await Health.Run(args[1..]);
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = Hosting.ContentRoot });
builder.AddHosting();
builder.AddObservability();
builder.AddAccess();
builder.AddRegister();
builder.AddGrains();
builder.AddImports();
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
return await app.RunGrains();
